package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelFilterBank;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.nn.layer.ScalarConstants;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean absolute difference of the logarithms of mel spectra (Kong et al. 2020, HiFi-GAN, section
 * 2.3), the mean over resolutions. The loudest bands rule squared errors and norms of magnitudes;
 * here quiet ones count as much, as they do for ears and audio networks.
 */
final class LogMelLoss {
  /** As in the front ends of AudioSet's networks. */
  private static final float FLOOR = 1e-3f;

  private static final double LOW = 60;

  private final List<StftMagnitude> transforms = new ArrayList<>();
  private final List<NDArray> banks = new ArrayList<>();

  /** Arrays belong to {@code manager}. */
  LogMelLoss(NDManager manager, List<SpectralResolution> resolutions, int sampleRate, int bands) {
    for (SpectralResolution resolution : resolutions) {
      transforms.add(new StftMagnitude(manager, resolution, DataType.FLOAT32));
      MelConfig config =
          new MelConfig(
              sampleRate,
              bands,
              LOW,
              sampleRate / 2.0,
              MelScale.HTK,
              MelConfig.Slopes.HERTZ,
              false);
      float[][] weights = new MelFilterBank(config, resolution.fft()).weights();
      int bins = resolution.bins();
      float[] byBin = new float[bins * bands];
      for (int b = 0; b < bands; b++) {
        for (int k = 0; k < bins; k++) {
          byBin[k * bands + b] = weights[b][k];
        }
      }
      banks.add(manager.create(byBin, new Shape(bins, bands)));
    }
  }

  /** Log mel spectra of sounds [N, T], by resolution: [N, frames, bands]. */
  List<NDArray> spectra(NDArray audio) {
    List<NDArray> all = new ArrayList<>();
    for (int r = 0; r < transforms.size(); r++) {
      NDArray magnitude = transforms.get(r).magnitude(audio).transpose(0, 2, 1);
      all.add(magnitude.matMul(banks.get(r)).add(FLOOR).log());
    }
    return all;
  }

  /** The loss of sounds [N, T] against a target's spectra, a scalar. */
  NDArray distance(List<NDArray> target, NDArray audio) {
    List<NDArray> estimate = spectra(audio);
    NDArray sum = null;
    for (int r = 0; r < estimate.size(); r++) {
      NDArray one = estimate.get(r).sub(target.get(r)).abs().mean();
      sum = sum == null ? one : sum.add(one);
    }
    return ScalarConstants.div(sum, estimate.size());
  }
}
