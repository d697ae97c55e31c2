package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.vqvae.QuantizedResult;
import java.util.List;

/**
 * A training pass.
 *
 * @param loss what to minimise, a scalar
 * @param levels the parts by level
 * @param target the sound with those of its spectra that the loss needed
 */
record VqVaeOutput(NDArray loss, List<Level> levels, SpectralLoss.Target target) {

  /**
   * One level's part.
   *
   * @param audio the reconstruction [N, T]
   * @param quantized codes, vectors and commitment
   * @param reconstruction weighted error of the samples, a scalar
   * @param spectral one-resolution loss before its weight, or null where the weight is 0
   * @param multispectral multi-resolution loss before its weight, or null where the weight is 0
   */
  public record Level(
      NDArray audio,
      QuantizedResult quantized,
      NDArray reconstruction,
      NDArray spectral,
      NDArray multispectral) {}
}
