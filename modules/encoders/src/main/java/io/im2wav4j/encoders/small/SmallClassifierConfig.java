package io.im2wav4j.encoders.small;

/**
 * Sizes of the small classifier of sounds.
 *
 * @param channels channels after the first convolution
 * @param features width of the layer before the last, which serves as the embedding
 * @param audio the sound picture that the classifier sees
 */
public record SmallClassifierConfig(int channels, int features, LogMelConfig audio) {

  /** Checks the sizes. */
  public SmallClassifierConfig {
    SizeRules.multipleOf("channels", channels, 8);
    SizeRules.atLeast("features", features, 2);
  }

  /** What the demo trains. */
  public static SmallClassifierConfig standard() {
    return new SmallClassifierConfig(16, 128, LogMelConfig.standard());
  }
}
