package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageConditioner;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.Scalars;

/**
 * A language model over codes, Low or Up (Im2Wav's SimplePrior): {@code conditioner_blocks.0} (Up),
 * {@code y_emb}, {@code prior}. N items, T codes, V codebook size, C width.
 */
public final class FirstLanguageModel extends Module {
  private static final float NATS_IN_A_BIT = (float) Math.log(2);

  private final LanguageModelConfig config;
  private final CodeConditioner codeConditioner;
  private final ImageConditioner imageConditioner;
  private final Trunk trunk;

  /** A model with its first weights. */
  public FirstLanguageModel(LanguageModelConfig config, ParameterFactory make) {
    this.config = config;
    int width = config.width();
    this.codeConditioner =
        config.conditioner() == null
            ? null
            : child(
                "conditioner_blocks.0",
                new CodeConditioner(make, config.conditioner(), width, config.initScale()));
    this.imageConditioner =
        child(
            "y_emb",
            new ImageConditioner(
                make, config.image(), config.contextLength(), width, config.initScale()));
    this.trunk = child("prior", new Trunk(make, config));
  }

  /**
   * What the model is told.
   *
   * @param upperCodes [N, T / ratio]; null for Low
   */
  public Conditions conditions(ImageInput image, NDArray upperCodes) {
    Conditions told = imageConditioner.forward(image);
    NDArray perCode = told.perCode();
    if (codeConditioner != null) {
      NDArray upper = codeConditioner.forward(upperCodes);
      perCode = perCode == null ? upper : perCode.add(upper);
    }
    if (perCode == null) {
      perCode = told.start().getManager().zeros(told.start().getShape());
    }
    return new Conditions(told.start(), perCode);
  }

  /**
   * Logits of every code given those before it: codes [N, T], T at most the context, become [N, T,
   * V].
   */
  public NDArray logits(NDArray codes, Conditions conditions) {
    long t = codes.getShape().get(1);
    int block = config.contextLength() / config.blocks();
    long whole = (t + block - 1) / block * block;
    Conditions fitting = fit(conditions, t);
    if (whole == t) {
      return trunk.head(transform(trunk.embed(codes, fitting)), fitting.perCode());
    }
    // The past does not see what is appended to fill the last block.
    NDArray x = pad(trunk.embed(codes, fitting), whole - t);
    return trunk.head(transform(x).get(new NDIndex(":, :{}", t)), fitting.perCode());
  }

  private static Conditions fit(Conditions conditions, long t) {
    NDArray perCode = conditions.perCode();
    long given = perCode.getShape().get(1);
    return given == t || given == 1
        ? conditions
        : new Conditions(conditions.start(), perCode.get(new NDIndex(":, :{}", t)));
  }

  private static NDArray pad(NDArray x, long count) {
    Shape shape = x.getShape();
    return x.concat(x.getManager().zeros(new Shape(shape.get(0), count, shape.get(2))), 1);
  }

  private NDArray transform(NDArray x) {
    for (TransformerBlock layer : trunk.layers()) {
      x = layer.forward(x);
    }
    return x;
  }

  /** Mean cross entropy of codes [N, T] under logits [N, T, V] in bits, a scalar. */
  public static NDArray bitsPerCode(NDArray logits, NDArray codes) {
    long v = logits.getShape().get(2);
    long count = codes.getShape().size();
    NDArray chosen =
        logits.reshape(count, v).logSoftmax(1).gather(codes.reshape(count, 1), 1); // [N T, 1]
    return Scalars.mul(chosen.mean(), -1 / NATS_IN_A_BIT);
  }

  /**
   * Adds the gradient of a batch's loss to the gradients of all parameters, which must require
   * them. The codes must fill whole attention blocks. Opens no GradientCollector and works with or
   * without one; nothing but the gradients stays allocated.
   *
   * @param recompute keep only each layer's input and run the layer again when its gradient is due:
   *     less memory for a third more time, the same numbers
   * @return the loss in bits per code
   */
  public double backward(LanguageModelBatch batch, boolean recompute) {
    int block = config.contextLength() / config.blocks();
    long t = batch.codes().getShape().get(1);
    if (t > config.contextLength() || t % block != 0) {
      throw new IllegalArgumentException(
          t + " codes; must be a multiple of " + block + ", at most " + config.contextLength());
    }
    return withGradients(
        true,
        () -> {
          if (recompute) {
            return new RecomputedBackward(trunk)
                .run(conditions(batch.image(), batch.upperCodes()), batch.codes());
          }
          Conditions told = conditions(batch.image(), batch.upperCodes());
          NDArray loss = bitsPerCode(logits(batch.codes(), told), batch.codes());
          double bits = loss.getFloat();
          backward(loss, loss.onesLike());
          return bits;
        });
  }

  private interface Step {
    double run();
  }

  private static double withGradients(boolean on, Step step) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return step.run();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** DJL's collector takes a gradient of ones only. */
  static void backward(NDArray of, NDArray gradient) {
    JniUtils.backward((PtNDArray) of, (PtNDArray) gradient, false, false);
  }
}
