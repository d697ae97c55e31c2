package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.training.lm.LanguageModelGradient;

/** Gradients of a language model's batches. Keeps its memory for batches of the same size. */
final class LanguageModelStep implements LanguageModelGradient {
  private final LanguageModel model;
  private TransformerStep transformer;
  private ConditionerStep conditioner;

  /** Nothing is taken before the first batch. */
  LanguageModelStep(LanguageModel model) {
    this.model = model;
  }

  @Override
  public double backward(LanguageModelBatch batch, boolean recompute) {
    model.requireWholeBlocks(batch);
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return writtenOut(batch, recompute);
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private double writtenOut(LanguageModelBatch batch, boolean recompute) {
    NDArray codes = batch.codes();
    int n = Math.toIntExact(codes.getShape().get(0));
    int t = Math.toIntExact(codes.getShape().get(1));
    if (transformer == null || !transformer.fits(n, t, recompute)) {
      transformer = new TransformerStep(model.transformer(), model.config(), n, t, recompute);
    }
    Matrix upper = model.codeConditioner() == null ? null : upper(batch.upperCodes());
    double bits =
        transformer.run(
            codes.toLongArray(),
            model.imageConditioner().start(batch.image()),
            model.imageConditioner().lookups(batch.image()),
            upper);
    if (upper != null) {
      conditioner.back(transformer.conditionsGradient());
    }
    return bits;
  }

  private Matrix upper(NDArray codes) {
    int n = Math.toIntExact(codes.getShape().get(0));
    int t = Math.toIntExact(codes.getShape().get(1));
    if (conditioner == null || !conditioner.fits(n, t)) {
      conditioner = new ConditionerStep(model.codeConditioner(), n, t);
    }
    return conditioner.forward(codes);
  }
}
