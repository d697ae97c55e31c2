package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.nn.layer.ScalarConstants;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a level's reconstruction is from the sound, scaled by the data set's bandwidth. */
public final class VqVaeLoss {
  private final VqVaeLossConfig config;
  private final Bandwidth bandwidth;
  private final SpectralLoss spectra;

  /** The published losses; constants belong to {@code manager}. */
  public VqVaeLoss(NDManager manager, VqVaeLossConfig config, Bandwidth bandwidth) {
    this.config = config;
    this.bandwidth = bandwidth;
    this.spectra = new SpectralLoss(manager, config);
  }

  /** The loss of a model; its constants belong to {@code manager}. */
  public VqVaeLoss(NDManager manager, VqVaeConfig model, Bandwidth bandwidth) {
    this.config = model.loss();
    this.bandwidth = bandwidth;
    this.spectra = new SpectralLoss(manager, model);
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
      sum = plus(sum, ScalarConstants.mul(error.abs().mean(), config.l1() / bandwidth.l1()));
    }
    if (config.l2() > 0 || config.linf() > 0) {
      NDArray squares = error.square();
      if (config.l2() > 0) {
        sum = plus(sum, ScalarConstants.mul(squares.mean(), config.l2() / bandwidth.l2()));
      }
      if (config.linf() > 0) {
        sum = plus(sum, ScalarConstants.mul(largest(squares), config.linf() / bandwidth.l2()));
      }
    }
    return sum == null ? ScalarConstants.mul(error.sum(), 0) : sum;
  }

  /** Mean absolute error over the data's mean absolute value. */
  public NDArray l1(SpectralLoss.Target target, NDArray audio) {
    return ScalarConstants.div(audio.sub(target.audio()).abs().mean(), bandwidth.l1());
  }

  /** Mean squared error over the data's variance. */
  public NDArray l2(SpectralLoss.Target target, NDArray audio) {
    return ScalarConstants.div(audio.sub(target.audio()).square().mean(), bandwidth.l2());
  }

  /** Mean of the largest squared errors of each clip over the data's variance. */
  public NDArray linf(SpectralLoss.Target target, NDArray audio) {
    return ScalarConstants.div(largest(audio.sub(target.audio()).square()), bandwidth.l2());
  }

  /** Mean over the batch of the one-resolution loss over the data's spectral norm. */
  public NDArray spectral(SpectralLoss.Target target, NDArray audio) {
    return ScalarConstants.div(spectra.spectral(target, audio).mean(), bandwidth.spec());
  }

  /** Mean over the batch of the multi-resolution loss over the data's spectral norm. */
  public NDArray multispectral(SpectralLoss.Target target, NDArray audio) {
    return ScalarConstants.div(spectra.multispectral(target, audio).mean(), bandwidth.spec());
  }

  /** Mean absolute difference of log mel spectra. */
  public NDArray logMel(SpectralLoss.Target target, NDArray audio) {
    return spectra.logMel(target, audio);
  }

  /** Mean over the batch of the spectral convergence. */
  public NDArray convergence(SpectralLoss.Target target, NDArray audio) {
    return spectra.convergence(target, audio).mean();
  }

  /** Every measure of one reconstruction, by name, whatever its weight; for validation. */
  public Map<String, Double> measures(SpectralLoss.Target target, NDArray audio) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("reconstruction", (double) reconstruction(target, audio).getFloat());
    all.put("spectral", (double) spectral(target, audio).getFloat());
    if (!config.resolutions().isEmpty()) {
      all.put("multispectral", (double) multispectral(target, audio).getFloat());
    }
    if (config.logMel() > 0) {
      all.put("logMel", (double) logMel(target, audio).getFloat());
    }
    all.put("convergence", (double) convergence(target, audio).getFloat());
    all.put("l1", (double) l1(target, audio).getFloat());
    all.put("l2", (double) l2(target, audio).getFloat());
    all.put("linf", (double) linf(target, audio).getFloat());
    return all;
  }

  private NDArray largest(NDArray squares) {
    return squares.topK(config.linfK(), 1, true, false).get(0).mean();
  }

  private static NDArray plus(NDArray sum, NDArray term) {
    return sum == null ? term : sum.add(term);
  }
}
