package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.core.tensor.WrappedNames;
import io.im2wav4j.models.conditioning.CodeConditioner;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageConditioner;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.ScalarConstants;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A language model over codes, Low or Up (Im2Wav's SimplePrior): {@code conditioner_blocks.0} (Up),
 * {@code y_emb}, {@code prior}. N items, T codes, V codebook size, C width.
 */
public final class LanguageModel extends Module {
  private static final float NATS_IN_A_BIT = (float) Math.log(2);

  private final LanguageModelConfig config;
  private final CodeConditioner codeConditioner;
  private final ImageConditioner imageConditioner;
  private final Transformer transformer;

  /** A model with its first weights. */
  public LanguageModel(LanguageModelConfig config, ParameterFactory make) {
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
    this.transformer = child("prior", new Transformer(make, config));
  }

  /** The sizes. */
  public LanguageModelConfig config() {
    return config;
  }

  /** The part that takes pictures: makes a batch's {@link ImageInput}. */
  public ImageConditioner imageConditioner() {
    return imageConditioner;
  }

  /** The part that takes the codes of the level above; null for Low. */
  public CodeConditioner codeConditioner() {
    return codeConditioner;
  }

  /** The transformer. */
  public Transformer transformer() {
    return transformer;
  }

  /**
   * What the model is conditioned on.
   *
   * @param upperCodes [N, T / ratio]; null for Low
   */
  public Conditions conditions(ImageInput image, NDArray upperCodes) {
    Conditions ofImage = imageConditioner.forward(image);
    NDArray perCode = ofImage.perCode();
    if (codeConditioner != null) {
      NDArray upper = codeConditioner.forward(upperCodes);
      perCode = perCode == null ? upper : perCode.add(upper);
    }
    if (perCode == null) {
      perCode = ofImage.start().getManager().zeros(ofImage.start().getShape());
    }
    return new Conditions(ofImage.start(), perCode);
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
      return transformer.head(transform(transformer.embed(codes, fitting)), fitting.perCode());
    }
    // The past does not see what is appended to fill the last block.
    NDArray x = pad(transformer.embed(codes, fitting), whole - t);
    return transformer.head(transform(x).get(new NDIndex(":, :{}", t)), fitting.perCode());
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
    for (TransformerBlock layer : transformer.layers()) {
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
    return ScalarConstants.mul(chosen.mean(), -1 / NATS_IN_A_BIT);
  }

  /** The loss of a batch in bits per code, without gradients; nothing stays allocated. */
  public double evaluate(LanguageModelBatch batch) {
    return withGradients(
        false,
        () -> {
          Conditions conditions = conditions(batch.image(), batch.upperCodes());
          return bitsPerCode(logits(batch.codes(), conditions), batch.codes()).getFloat();
        });
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
    requireWholeBlocks(batch);
    long t = batch.codes().getShape().get(1);
    return withGradients(
        true,
        () -> {
          Conditions conditions = conditions(batch.image(), batch.upperCodes());
          if (recompute) {
            return new RecomputedBackward(transformer).run(conditions, batch.codes());
          }
          NDArray x = transform(transformer.embed(batch.codes(), fit(conditions, t)));
          return HeadBackward.run(transformer, x.add(fit(conditions, t).perCode()), batch.codes());
        });
  }

  /**
   * Checks that a batch can be trained on.
   *
   * @throws IllegalArgumentException where its codes do not fill blocks of attention
   */
  public void requireWholeBlocks(LanguageModelBatch batch) {
    int block = config.contextLength() / config.blocks();
    long t = batch.codes().getShape().get(1);
    if (t > config.contextLength() || t % block != 0) {
      throw new IllegalArgumentException(
          t + " codes; must be a multiple of " + block + ", at most " + config.contextLength());
    }
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

  /** Loads a weight file; see {@link #load(String, Iterable, Function)}. */
  public void load(Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Map<String, String> given = canonical(reader.names());
      Weights.load(
          this,
          file.toString(),
          List.copyOf(given.keySet()),
          n -> reader.shape(given.get(n)),
          n -> reader.read(given.get(n)));
    }
  }

  /**
   * Loads weights by their published names. The conditioner's residual blocks are found under
   * {@code .blocks.} (published checkpoints) and under {@code .model.} (the same model built
   * without recompute checkpointing).
   *
   * @param source what to call the source in an error
   */
  public void load(String source, Iterable<String> names, Function<String, Tensor> tensors) {
    Map<String, String> given = canonical(names);
    Weights.load(this, source, List.copyOf(given.keySet()), n -> tensors.apply(given.get(n)));
  }

  private static Map<String, String> canonical(Iterable<String> names) {
    Map<String, String> given = new LinkedHashMap<>();
    WrappedNames.unwrapped(names).forEach((name, from) -> given.put(canonicalName(name), from));
    return given;
  }

  private static String canonicalName(String name) {
    return name.replaceFirst(
        "^(conditioner_blocks\\.\\d+\\.cond\\.model\\.\\d+\\.0)\\.model\\.", "$1.blocks.");
  }

  /** A new model owned by {@code manager}. */
  public static LanguageModel create(LanguageModelConfig config, NDManager manager, long seed) {
    return new LanguageModel(config, new ParameterFactory(manager, seed));
  }
}
