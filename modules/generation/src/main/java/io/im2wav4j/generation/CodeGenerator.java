package io.im2wav4j.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import java.util.List;

/**
 * Samples the codes of one level, many items at a time, in windows primed by the codes before them
 * where the sound is longer than the context.
 *
 * <p>An item's codes depend on its {@link CodeJob} and the generator's slots alone, not on its
 * neighbours: byte for byte in the engine for the processor; in the tensor engine up to what the
 * order of additions in a matrix product can change.
 */
public final class CodeGenerator implements AutoCloseable {
  private final LanguageModel model;
  private final NDManager manager;
  private final DecodeEngine engine;
  private final CodeDecoders decoders;
  private final SamplingConfig sampling;
  private final double overlap;

  /**
   * A generator over a model's weights as they are now.
   *
   * @param overlap fraction of a window that is given by the window before
   * @param precision of the weights
   * @param slots jobs that are decoded together, for which the weights are laid out
   */
  public CodeGenerator(
      LanguageModel model,
      SamplingConfig sampling,
      double overlap,
      Precision precision,
      int slots) {
    this(model, sampling, overlap, precision, slots, false);
  }

  private CodeGenerator(
      LanguageModel model,
      SamplingConfig sampling,
      double overlap,
      Precision precision,
      int slots,
      boolean take) {
    this.model = model;
    this.manager = model.transformer().embeddings().getManager().newSubManager();
    boolean guided = model.config().image().hasNull();
    this.sampling = guided ? sampling : sampling.withGuidance(1);
    this.overlap = overlap;
    this.engine = DecodeEngine.of(model);
    this.decoders =
        take
            ? engine.take(model, precision, rows(slots))
            : engine.copy(model, precision, rows(slots));
  }

  /** A generator that takes the model over; see {@link DecodeEngine#take}. */
  public static CodeGenerator take(
      LanguageModel model,
      SamplingConfig sampling,
      double overlap,
      Precision precision,
      int slots) {
    return new CodeGenerator(model, sampling, overlap, precision, slots, true);
  }

  /** What decodes. */
  DecodeEngine engine() {
    return engine;
  }

  /** The model's sizes. */
  LanguageModelConfig config() {
    return model.config();
  }

  /** How codes are drawn; the scale is 1 where the model cannot be guided. */
  SamplingConfig sampling() {
    return sampling;
  }

  /** Whether some code of a window needs rows with, or without, the picture. */
  boolean needs(boolean picture) {
    boolean everywhere = sampling.guidanceFrom() == 0 && sampling.guidanceTo() == 1;
    return picture
        ? !everywhere || Guidance.needsConditional(sampling.guidance())
        : Guidance.needsNull(sampling.guidance());
  }

  /** Rows that {@code items} items take at most. */
  public int rows(int items) {
    return items * ((needs(true) ? 1 : 0) + (needs(false) ? 1 : 0));
  }

  /**
   * Codes of jobs, in their order.
   *
   * @param slots jobs decoded together
   * @param progress stepped by the codes that are sampled
   */
  public int[][] generate(List<CodeJob> jobs, int slots, Progress progress) {
    int[][] codes = new int[jobs.size()][];
    int next = 0;
    try (CodeBatch batch = batch(Math.min(slots, jobs.size()))) {
      while (next < jobs.size() || !batch.isEmpty()) {
        for (; next < jobs.size() && batch.free() > 0; next++) {
          int job = next;
          batch.add(jobs.get(job), found -> codes[job] = found);
        }
        progress.step(batch.step(), "");
      }
    }
    return codes;
  }

  /**
   * Logits that are not numbers would still be drawn from.
   *
   * @param code that they are for, of so many
   */
  void requireNumbers(float[] logits, int code, int total) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new UserError(
            model.source(),
            "logits that are not numbers for code " + code + " of " + total,
            "finite logits",
            "Its weights are too large to compute with: the training diverged. Take an earlier"
                + " checkpoint, or train again with a lower learning rate");
      }
    }
  }

  /** An empty batch. */
  CodeBatch batch(int slots) {
    return new CodeBatch(this, slots);
  }

  CodeDecoder decoder(int rows) {
    return decoders.decoder(manager, rows);
  }

  /** Starts of a job's windows; they start where a code of the level above starts. */
  List<Integer> windows(int total) {
    LanguageModelConfig config = model.config();
    int context = config.contextLength();
    int ratio = config.conditioner() == null ? 1 : config.conditioner().ratio();
    int hop = (int) Math.round(context * (1 - overlap) / ratio) * ratio;
    return Windows.starts(total, context, Math.max(ratio, Math.min(context, hop)));
  }

  /**
   * Conditions of a window of a job, one row, owned by {@code owner}.
   *
   * @param picture false: the null condition
   */
  Conditions conditions(NDManager owner, CodeJob job, int start, boolean picture) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      LanguageModelConfig config = model.config();
      ClipWindow window =
          job.picture()
              .window(
                  job.sampleRate(),
                  job.clipSamples(),
                  (long) start * config.hop(),
                  config.windowSamples());
      ImageInput image = model.imageConditioner().input(owner, List.of(window));
      NDArray upper = job.upper() == null ? null : upper(owner, job.upper(), start);
      Conditions conditions = model.conditions(picture ? image : image.allDropped(), upper);
      NDScope.unregister(conditions.start(), conditions.perCode());
      conditions.start().attach(owner);
      conditions.perCode().attach(owner);
      return conditions;
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private NDArray upper(NDManager owner, int[] codes, int start) {
    int count = model.config().upperContextLength();
    int from = start / model.config().conditioner().ratio();
    long[] window = new long[count];
    for (int t = 0; t < count; t++) {
      window[t] = codes[from + t];
    }
    return owner.create(window, new Shape(1, count));
  }

  /** A manager for a window's conditions. */
  NDManager manager() {
    return manager.newSubManager();
  }

  @Override
  public void close() {
    decoders.close();
    manager.close();
  }
}
