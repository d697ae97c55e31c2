package io.im2wav4j.models.lm;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;

/**
 * Sizes of a language model.
 *
 * @param codebookSize number of codes, V
 * @param contextLength codes of a window
 * @param hop samples that a code stands for
 * @param width of the residual stream
 * @param depth layers
 * @param heads attention heads
 * @param blocks parts of a window in factored attention
 * @param attentionState width of queries, keys and values as a fraction of {@code width}
 * @param mlp width of the feed-forward layer as a fraction of {@code width}
 * @param initScale factor of the standard deviations of the first weights
 * @param image how the model is conditioned on the picture
 * @param conditioner how the model is conditioned on the codes of the level above; null: it has
 *     none (Low)
 */
public record LanguageModelConfig(
    int codebookSize,
    int contextLength,
    int hop,
    int width,
    int depth,
    @Default("1") int heads,
    int blocks,
    @Default("0.25") double attentionState,
    @Default("1") double mlp,
    @Default("1") double initScale,
    ImageConditionerConfig image,
    @Default("null") CodeConditionerConfig conditioner) {

  /** Checks the values and that they fit each other. */
  public LanguageModelConfig {
    positive("codebookSize", codebookSize);
    positive("contextLength", contextLength);
    positive("hop", hop);
    positive("width", width);
    positive("depth", depth);
    positive("heads", heads);
    positive("blocks", blocks);
    positive("attentionState", attentionState);
    positive("mlp", mlp);
    positive("initScale", initScale);
    if (image == null) {
      throw new IllegalArgumentException(
          "image is missing; must say how the model is conditioned on the picture");
    }
    if (contextLength % blocks != 0) {
      throw new IllegalArgumentException(
          "blocks is " + blocks + "; must divide contextLength " + contextLength);
    }
    if (Math.round(attentionState * width) % heads != 0) {
      throw new IllegalArgumentException(
          "heads is "
              + heads
              + "; must divide attentionState x width = "
              + Math.round(attentionState * width));
    }
    if (conditioner != null && contextLength % (1 << conditioner.halvings()) != 0) {
      throw new IllegalArgumentException(
          "contextLength is "
              + contextLength
              + "; must be a multiple of 2^halvings = "
              + (1 << conditioner.halvings()));
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      String shown = value == Math.rint(value) ? String.valueOf((long) value) : "" + value;
      throw new IllegalArgumentException(name + " is " + shown + "; must be positive");
    }
  }

  /** Width of queries, keys and values. */
  public int attentionSize() {
    return Math.toIntExact(Math.round(attentionState * width));
  }

  /** Width of the feed-forward layer. */
  public int mlpSize() {
    return Math.toIntExact(Math.round(mlp * width));
  }

  /** Samples of a window. */
  public int windowSamples() {
    return Math.multiplyExact(contextLength, hop);
  }

  /** Codes of the level above in a window; 0 where there are none. */
  public int upperContextLength() {
    return conditioner == null ? 0 : contextLength >> conditioner.halvings();
  }
}
