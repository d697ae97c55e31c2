package io.im2wav4j.encoders.small;

/**
 * Sizes of the small CLIP-style pair.
 *
 * @param width length of an embedding; 512 as CLIP's, so that what follows needs no change
 * @param imageSize pixels of the square picture that the image tower sees
 * @param imageChannels channels after the image tower's first convolution
 * @param audioChannels channels after the audio tower's first convolution
 * @param temperature start of the learned divisor of the cosines; CLIP's is 0.07
 * @param audio the sound picture that the audio tower sees
 */
public record SmallEncoderConfig(
    int width,
    int imageSize,
    int imageChannels,
    int audioChannels,
    double temperature,
    LogMelConfig audio) {

  /** Checks the sizes. */
  public SmallEncoderConfig {
    SizeRules.atLeast("width", width, 2);
    SizeRules.multipleOf("imageSize", imageSize, 8);
    SizeRules.multipleOf("imageChannels", imageChannels, 8);
    SizeRules.multipleOf("audioChannels", audioChannels, 8);
    if (!(temperature > 0.01 && temperature <= 1)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + "; must be above 0.01 and at most 1");
    }
  }

  /** What the demo trains. */
  public static SmallEncoderConfig standard() {
    return new SmallEncoderConfig(512, 64, 16, 16, 0.07, LogMelConfig.standard());
  }
}
