package io.im2wav4j.models.vqvae;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.core.io.Nullable;
import java.util.List;

/**
 * Weights and settings of the reconstruction loss, summed over levels.
 *
 * @param l1 weight of the mean absolute error over the data's mean absolute value
 * @param l2 weight of the mean squared error over the data's variance
 * @param linf weight of the mean of the {@code linfK} largest squared errors over the variance
 * @param linfK how many errors of a clip {@code linf} takes
 * @param spectral weight of the one-resolution magnitude loss over the data's spectral norm
 * @param multispectral weight of the mean of the magnitude losses of {@code resolutions}
 * @param single the resolution of {@code spectral}, of convergence and of the data's spectral norm
 * @param resolutions the resolutions of {@code multispectral} and {@code logMel}
 * @param logMel weight of the mean absolute difference of log mel spectra; not in the published
 *     recipe
 * @param melBands bands of those spectra
 */
public record VqVaeLossConfig(
    double l1,
    double l2,
    double linf,
    int linfK,
    double spectral,
    double multispectral,
    SpectralResolution single,
    @Nullable List<SpectralResolution> resolutions,
    @Default("0") double logMel,
    @Default("64") int melBands) {

  /** The published losses. */
  public VqVaeLossConfig(
      double l1,
      double l2,
      double linf,
      int linfK,
      double spectral,
      double multispectral,
      SpectralResolution single,
      List<SpectralResolution> resolutions) {
    this(l1, l2, linf, linfK, spectral, multispectral, single, resolutions, 0, 64);
  }

  /** Checks the values. */
  public VqVaeLossConfig {
    if (l1 < 0 || l2 < 0 || linf < 0 || spectral < 0 || multispectral < 0 || logMel < 0) {
      throw new IllegalArgumentException("a loss weight is negative; must be at least 0");
    }
    if (linfK < 1) {
      throw new IllegalArgumentException("linfK is " + linfK + "; must be at least 1");
    }
    if (single == null) {
      throw new IllegalArgumentException("single is missing; must be {fft, hop, window}");
    }
    resolutions = resolutions == null ? List.of() : List.copyOf(resolutions);
    if ((multispectral > 0 || logMel > 0) && resolutions.isEmpty()) {
      throw new IllegalArgumentException(
          "resolutions is empty; must have at least one when multispectral or logMel is above 0");
    }
    if (melBands < 0 || logMel > 0 && melBands == 0) { // Models from before logMel have none.
      throw new IllegalArgumentException("melBands is " + melBands + "; must be at least 1");
    }
  }

  /** The longest of the shortest sounds that the transforms in use allow. */
  public int shortestSound() {
    int shortest = single.shortest();
    for (SpectralResolution r : resolutions) {
      shortest = Math.max(shortest, r.shortest());
    }
    return shortest;
  }
}
