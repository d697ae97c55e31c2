package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.codec.CodeLevel;
import java.util.Map;

/**
 * A training pass.
 *
 * @param loss what to minimise, a scalar
 * @param levels what each level contributes
 * @param target the sound with those of its spectra that the loss needed
 */
public record VqVaeOutput(
    NDArray loss, Map<CodeLevel, LevelOutput> levels, SpectralLoss.Target target) {

  /**
   * What one level makes of the batch.
   *
   * @param audio the reconstruction [N, T]
   * @param quantized codes, vectors and commitment
   * @param reconstruction weighted error of the samples, a scalar
   * @param spectral one-resolution loss before its weight, or null where the weight is 0
   * @param multispectral multi-resolution loss before its weight, or null where the weight is 0
   * @param logMel log mel loss before its weight, or null where the weight is 0
   */
  public record LevelOutput(
      NDArray audio,
      QuantizedResult quantized,
      NDArray reconstruction,
      NDArray spectral,
      NDArray multispectral,
      NDArray logMel) {}
}
