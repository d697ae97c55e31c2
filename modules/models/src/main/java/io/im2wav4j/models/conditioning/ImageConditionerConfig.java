package io.im2wav4j.models.conditioning;

import io.im2wav4j.core.config.Default;

/**
 * How a model is conditioned on the picture.
 *
 * @param embeddingWidth width of the image embeddings, 512 for CLIP ViT-B/32
 * @param perFrame whether each code also gets its nearest frame, not only the mean over frames
 * @param conditionDropout probability to replace an item's picture by the null vectors in training;
 *     0: the model has no null vectors and cannot be guided
 * @param mapDropout dropout between the two linear layers of the maps in training
 * @param time place in the clip; null: none
 * @param blind true: every picture's embeddings are taken for zeros, in training and in generation;
 *     the same weights without conditions
 * @param embeddingScale factor of the embeddings: a unit vector of E values is small beside a fresh
 *     layer's weights, and at sqrt(E) its values are near 1
 */
public record ImageConditionerConfig(
    @Default("512") int embeddingWidth,
    boolean perFrame,
    double conditionDropout,
    @Default("0.1") double mapDropout,
    @Default("null") TimeConfig time,
    @Default("false") boolean blind,
    @Default("1") double embeddingScale) {

  /** A model that sees the picture, embeddings as they are. */
  public ImageConditionerConfig(
      int embeddingWidth,
      boolean perFrame,
      double conditionDropout,
      double mapDropout,
      TimeConfig time) {
    this(embeddingWidth, perFrame, conditionDropout, mapDropout, time, false, 1);
  }

  /** Checks the values. */
  public ImageConditionerConfig {
    if (embeddingWidth < 1) {
      throw new IllegalArgumentException(
          "embeddingWidth is " + embeddingWidth + "; must be at least 1");
    }
    if (!(conditionDropout >= 0 && conditionDropout <= 1)) {
      throw new IllegalArgumentException(
          "conditionDropout is " + conditionDropout + "; must be from 0 to 1");
    }
    if (!(mapDropout >= 0 && mapDropout < 1)) {
      throw new IllegalArgumentException(
          "mapDropout is " + mapDropout + "; must be at least 0 and below 1");
    }
    embeddingScale = embeddingScale == 0 ? 1 : embeddingScale; // Older models do not name it.
    if (!(embeddingScale > 0 && Double.isFinite(embeddingScale))) {
      throw new IllegalArgumentException(
          "embeddingScale is " + embeddingScale + "; must be above 0");
    }
  }

  /** Whether the model has null vectors, so that it can be guided. */
  public boolean hasNull() {
    return conditionDropout > 0;
  }
}
