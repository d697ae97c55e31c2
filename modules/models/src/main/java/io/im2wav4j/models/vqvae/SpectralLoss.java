package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.im2wav4j.nn.layer.ScalarConstants;
import java.util.List;

/**
 * Distances of magnitude spectra, one value a clip. The target's spectra are made once, by {@link
 * #target}, and serve every level.
 */
public final class SpectralLoss {
  /** Under this norm a target counts as silent and its convergence as 0. */
  private static final float SILENT = 2e-3f;

  private static final float LOG_FLOOR = 1e-4f;

  private final StftMagnitude single;
  private final List<StftMagnitude> resolutions;
  private final LogMelLoss logMel;

  /** The transforms, without mel spectra; their windows belong to {@code manager}. */
  public SpectralLoss(NDManager manager, VqVaeLossConfig config) {
    this(manager, config, null);
  }

  /** The transforms of a model's loss; their windows belong to {@code manager}. */
  public SpectralLoss(NDManager manager, VqVaeConfig config) {
    this(
        manager,
        config.loss(),
        config.loss().logMel() == 0
            ? null
            : new LogMelLoss(
                manager,
                config.loss().resolutions(),
                config.sampleRate(),
                config.loss().melBands()));
  }

  private SpectralLoss(NDManager manager, VqVaeLossConfig config, LogMelLoss logMel) {
    this.logMel = logMel;
    this.single = new StftMagnitude(manager, config.single(), DataType.FLOAT32);
    this.resolutions =
        config.resolutions().stream()
            .map(r -> new StftMagnitude(manager, r, DataType.FLOAT32))
            .toList();
  }

  /** Spectra of the sound to match [N, T]. */
  public Target target(NDArray audio) {
    return new Target(audio);
  }

  /** Frobenius norm of the difference of the magnitudes at the single resolution: [N]. */
  public NDArray spectral(Target target, NDArray audio) {
    return norm(single.magnitude(audio).sub(target.single()));
  }

  /** Mean over the resolutions of the norm of the difference: [N]. */
  public NDArray multispectral(Target target, NDArray audio) {
    NDArray sum = null;
    for (int r = 0; r < resolutions.size(); r++) {
      NDArray one = norm(resolutions.get(r).magnitude(audio).sub(target.resolution(r)));
      sum = sum == null ? one : sum.add(one);
    }
    if (sum == null) {
      throw new IllegalStateException("the loss has no resolutions");
    }
    return ScalarConstants.div(sum, resolutions.size());
  }

  /** {@link #spectral} over the norm of the target: [N]; 0 for a silent target. */
  public NDArray convergence(Target target, NDArray audio) {
    NDArray truth = norm(target.single());
    NDArray audible = truth.gt(SILENT).toType(DataType.FLOAT32, false);
    return spectral(target, audio).mul(audible).div(truth.maximum(SILENT));
  }

  /** Mean absolute difference of the logarithms of the magnitudes, over the whole batch. */
  public NDArray logMagnitude(Target target, NDArray audio) {
    NDArray truth = target.single().add(LOG_FLOOR).log();
    return single.magnitude(audio).add(LOG_FLOOR).log().sub(truth).abs().mean();
  }

  /** Mean absolute difference of log mel spectra, over resolutions and the batch: a scalar. */
  public NDArray logMel(Target target, NDArray audio) {
    return logMel.distance(target.mel(), audio);
  }

  /** Frobenius norm of each item [N, F, frames]: [N]. The gradient of a zero norm is zero. */
  private static NDArray norm(NDArray x) {
    NDArray squares = x.square().sum(new int[] {1, 2});
    // sqrt has an infinite slope at 0; 1e-30 is far below what a float sum of squares resolves.
    return ScalarConstants.atLeast(squares, 1e-30).sqrt();
  }

  /** The spectra of a target, each made when first asked for. */
  public final class Target {
    private final NDArray audio;
    private final NDArray[] spectra = new NDArray[resolutions.size()];
    private NDArray whole;
    private List<NDArray> mel;

    private Target(NDArray audio) {
      this.audio = audio;
    }

    /** The sound [N, T]. */
    public NDArray audio() {
      return audio;
    }

    private NDArray single() {
      if (whole == null) {
        whole = single.magnitude(audio);
      }
      return whole;
    }

    private List<NDArray> mel() {
      if (mel == null) {
        mel = logMel.spectra(audio);
      }
      return mel;
    }

    private NDArray resolution(int r) {
      if (spectra[r] == null) {
        spectra[r] = resolutions.get(r).magnitude(audio);
      }
      return spectra[r];
    }
  }
}
