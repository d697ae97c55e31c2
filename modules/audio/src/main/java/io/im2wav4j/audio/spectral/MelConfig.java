package io.im2wav4j.audio.spectral;

/**
 * A mel filter bank: triangles whose corners are evenly spaced in mel.
 *
 * @param sampleRate of the sound
 * @param bands triangles
 * @param low frequency where the first triangle starts, in Hz
 * @param high frequency where the last triangle ends, in Hz; at most half the sample rate
 * @param scale mel scale
 * @param slopes in which unit the sides are straight lines
 * @param unitArea true: each triangle has area 1 over Hz (librosa's "slaney" norm); false: peak 1
 */
public record MelConfig(
    int sampleRate,
    int bands,
    double low,
    double high,
    MelScale scale,
    Slopes slopes,
    boolean unitArea) {
  /** The unit in which a triangle's sides are straight. */
  public enum Slopes {
    /** librosa, torchaudio. */
    HERTZ,
    /** Kaldi, VGGish. */
    MEL
  }

  /** Checks the values. */
  public MelConfig {
    if (sampleRate < 1 || bands < 1) {
      throw new IllegalArgumentException(
          "sampleRate is " + sampleRate + ", bands " + bands + "; must be at least 1");
    }
    if (!(low >= 0 && high > low && high <= sampleRate / 2.0)) {
      throw new IllegalArgumentException(
          "low is "
              + low
              + ", high "
              + high
              + "; must be 0 <= low < high <= "
              + sampleRate / 2.0
              + " (half the sample rate)");
    }
  }
}
