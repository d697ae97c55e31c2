package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.Scalars;

/** How far a level's reconstruction is from the sound, scaled by the data set's bandwidth. */
final class VqVaeLoss {
  private final VqVaeLossConfig config;
  private final Bandwidth bandwidth;
  private final SpectralLoss spectra;

  /** The loss; its constants belong to {@code manager}. */
  public VqVaeLoss(NDManager manager, VqVaeLossConfig config, Bandwidth bandwidth) {
    this.config = config;
    this.bandwidth = bandwidth;
    this.spectra = new SpectralLoss(manager, config);
  }

  /** The sound to match [N, T]. */
  public SpectralLoss.Target target(NDArray audio) {
    return spectra.target(audio);
  }

  /** The weighted sum of l1, l2 and linf, a scalar; terms of weight 0 are not computed. */
  public NDArray reconstruction(SpectralLoss.Target target, NDArray audio) {
    NDArray error = audio.sub(target.audio());
    NDArray sum = null;
    if (config.l1() > 0) {
      sum = plus(sum, Scalars.mul(error.abs().mean(), config.l1() / bandwidth.l1()));
    }
    if (config.l2() > 0 || config.linf() > 0) {
      NDArray squares = error.square();
      if (config.l2() > 0) {
        sum = plus(sum, Scalars.mul(squares.mean(), config.l2() / bandwidth.l2()));
      }
      if (config.linf() > 0) {
        sum = plus(sum, Scalars.mul(largest(squares), config.linf() / bandwidth.l2()));
      }
    }
    return sum == null ? Scalars.mul(error.sum(), 0) : sum;
  }

  /** Mean over the batch of the one-resolution loss over the data's spectral norm. */
  public NDArray spectral(SpectralLoss.Target target, NDArray audio) {
    return Scalars.div(spectra.spectral(target, audio).mean(), bandwidth.spec());
  }

  /** Mean over the batch of the multi-resolution loss over the data's spectral norm. */
  public NDArray multispectral(SpectralLoss.Target target, NDArray audio) {
    return Scalars.div(spectra.multispectral(target, audio).mean(), bandwidth.spec());
  }

  private NDArray largest(NDArray squares) {
    return squares.topK(config.linfK(), 1, true, false).get(0).mean();
  }

  private static NDArray plus(NDArray sum, NDArray term) {
    return sum == null ? term : sum.add(term);
  }
}
