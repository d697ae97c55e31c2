package io.im2wav4j.audio.spectral;

/**
 * A short-time Fourier transform.
 *
 * @param fftSize points of the transform; it gives fftSize / 2 + 1 bins
 * @param hop samples from one frame to the next
 * @param windowLength samples that a frame sees, at most fftSize; zeros fill the rest on both sides
 * @param window its shape
 * @param centered true: frame t is centred on sample t * hop, the ends mirrored, as torch.stft and
 *     librosa have it; false: frame t starts at sample t * hop, as Kaldi and VGGish have it
 */
public record StftConfig(int fftSize, int hop, int windowLength, Window window, boolean centered) {
  /** Checks the sizes. */
  public StftConfig {
    if (fftSize < 2 || hop < 1 || windowLength < 1 || windowLength > fftSize) {
      throw new IllegalArgumentException(
          "fftSize is "
              + fftSize
              + ", hop "
              + hop
              + ", windowLength "
              + windowLength
              + "; must be at least 2, at least 1 and from 1 to fftSize");
    }
  }
}
