package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.models.vqvae.SpectralResolution;

/**
 * Magnitudes of a short-time Fourier transform with gradient: centred frames, edges reflected,
 * periodic Hann window padded with zeros on both sides to the transform's length.
 */
final class Stft {
  private final SpectralResolution config;
  private final NDArray window;

  /** A transform whose window belongs to {@code manager}; FLOAT32 or FLOAT64. */
  public Stft(NDManager manager, SpectralResolution config, DataType type) {
    this.config = config;
    double[] values = new double[config.fft()];
    int left = (config.fft() - config.window()) / 2;
    for (int i = 0; i < config.window(); i++) {
      values[left + i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / config.window());
    }
    NDArray exact = manager.create(values, new Shape(config.fft()));
    this.window = exact.toType(type, false);
  }

  /** Sound [N, T] becomes magnitudes [N, F, frames], frames = T / hop + 1. */
  public NDArray magnitude(NDArray audio) {
    // |z| of a complex array has gradient 0 at z = 0, where sqrt(re^2 + im^2) would give NaN.
    return audio.stft(config.fft(), config.hop(), true, window, false, true).abs();
  }
}
