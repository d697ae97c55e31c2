package io.im2wav4j.encoders.small;

/**
 * The sound picture that the small networks look at.
 *
 * @param sampleRate samples a second of the clips
 * @param fftSize samples of a window
 * @param hop samples from a window to the next
 * @param bands mel bands
 * @param lowest lower edge of the first band in Hz
 * @param highest upper edge of the last band in Hz
 */
public record LogMelConfig(
    int sampleRate, int fftSize, int hop, int bands, double lowest, double highest) {

  /** Checks the sizes. */
  public LogMelConfig {
    SizeRules.atLeast("sampleRate", sampleRate, 1000);
    SizeRules.atLeast("fftSize", fftSize, 16);
    SizeRules.atLeast("hop", hop, 1);
    SizeRules.atLeast("bands", bands, 16);
    if (!(lowest >= 0 && lowest < highest && highest <= sampleRate / 2.0)) {
      throw new IllegalArgumentException(
          "lowest is "
              + lowest
              + " and highest is "
              + highest
              + "; must be 0 <= lowest < highest <= sampleRate / 2");
    }
  }

  /** 16 kHz, 64 ms windows every 20 ms, 64 bands from 40 Hz to 8 kHz. */
  public static LogMelConfig standard() {
    return new LogMelConfig(16_000, 1024, 320, 64, 40, 8000);
  }
}
