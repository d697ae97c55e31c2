package io.im2wav4j.audio.spectral;

/**
 * Front end of many networks that hear: STFT, mel bands, natural logarithm of (value + offset). Not
 * safe for many threads.
 */
public final class LogMelSpectrogram {
  private final Stft stft;
  private final MelFilterBank bank;
  private final boolean power;
  private final double offset;

  /**
   * Prepares the front end.
   *
   * @param power sum squared magnitudes (true) or magnitudes (false)
   * @param offset keeps the logarithm finite; above 0
   */
  public LogMelSpectrogram(StftConfig stft, MelConfig mel, boolean power, double offset) {
    if (!(offset > 0)) {
      throw new IllegalArgumentException("offset is " + offset + "; must be above 0");
    }
    this.stft = new Stft(stft);
    this.bank = new MelFilterBank(mel, stft.fftSize());
    this.power = power;
    this.offset = offset;
  }

  /** Log-mel values of one channel, [frames][bands]. */
  public float[][] apply(float[] samples) {
    float[][] spectrum = power ? stft.power(samples) : stft.magnitude(samples);
    float[][] out = new float[spectrum.length][];
    for (int t = 0; t < out.length; t++) {
      out[t] = bank.apply(spectrum[t]);
      for (int b = 0; b < out[t].length; b++) {
        out[t][b] = (float) Math.log(out[t][b] + offset);
      }
    }
    return out;
  }
}
