package io.im2wav4j.models.vqvae;

/**
 * One short-time Fourier transform.
 *
 * @param fft samples of a transform
 * @param hop samples between transforms
 * @param window samples of the Hann window, centred in {@code fft}
 */
public record SpectralResolution(int fft, int hop, int window) {

  /** Checks the sizes. */
  public SpectralResolution {
    if (fft < 2 || hop < 1 || window < 1 || window > fft) {
      throw new IllegalArgumentException(
          "stft is fft %d, hop %d, window %d; must be fft >= window >= 1 and hop >= 1"
              .formatted(fft, hop, window));
    }
  }

  /** Frequency bins of a frame. */
  public int bins() {
    return fft / 2 + 1;
  }

  /** The shortest sound that reflection at the edges allows. */
  public int shortest() {
    return fft / 2 + 1;
  }
}
