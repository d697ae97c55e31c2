package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.Scalars;
import java.util.List;

/**
 * Distances of magnitude spectra, one value a clip. The target's spectra are made once, by {@link
 * #target}, and serve every level.
 */
final class SpectralLoss {
  private final Stft single;
  private final List<Stft> resolutions;

  /** The transforms; their windows belong to {@code manager}. */
  public SpectralLoss(NDManager manager, VqVaeLossConfig config) {
    this.single = new Stft(manager, config.single(), DataType.FLOAT32);
    this.resolutions =
        config.resolutions().stream().map(r -> new Stft(manager, r, DataType.FLOAT32)).toList();
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
    return Scalars.div(sum, resolutions.size());
  }

  /** Frobenius norm of each item [N, F, frames]: [N]. The gradient of a zero norm is zero. */
  private static NDArray norm(NDArray x) {
    NDArray squares = x.square().sum(new int[] {1, 2});
    // sqrt has an infinite slope at 0; 1e-30 is far below what a float sum of squares resolves.
    return Scalars.atLeast(squares, 1e-30).sqrt();
  }

  /** The spectra of a target, each made when first asked for. */
  public final class Target {
    private final NDArray audio;
    private final NDArray[] spectra = new NDArray[resolutions.size()];
    private NDArray whole;

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

    private NDArray resolution(int r) {
      if (spectra[r] == null) {
        spectra[r] = resolutions.get(r).magnitude(audio);
      }
      return spectra[r];
    }
  }
}
