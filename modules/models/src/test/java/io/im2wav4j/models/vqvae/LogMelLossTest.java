package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelFilterBank;
import io.im2wav4j.audio.spectral.MelScale;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogMelLossTest {
  private static final int RATE = 16000;
  private static final SpectralResolution STFT = new SpectralResolution(256, 64, 256);

  private static float[] noise(int length, double level, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (level * random.nextGaussian());
    }
    return samples;
  }

  @Test
  void spectra_areThoseOfTheFilterBank() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LogMelLoss loss = new LogMelLoss(manager, List.of(STFT), RATE, 20);
      NDArray audio = manager.create(noise(1024, 0.1, 1), new Shape(1, 1024));
      NDArray magnitude =
          new StftMagnitude(manager, STFT, ai.djl.ndarray.types.DataType.FLOAT32).magnitude(audio);
      float[] frame = magnitude.get(":, :, 3").toFloatArray();
      float[] mel =
          new MelFilterBank(
                  new MelConfig(RATE, 20, 60, 8000, MelScale.HTK, MelConfig.Slopes.HERTZ, false),
                  256)
              .apply(frame);
      float[] spectra = loss.spectra(audio).get(0).get(":, 3, :").toFloatArray();
      for (int b = 0; b < 20; b++) {
        assertThat(spectra[b]).isCloseTo((float) Math.log(mel[b] + 1e-3), within());
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-4f);
  }

  @Test
  void distance_isZeroToItself_andTheLogarithmOfAGain() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LogMelLoss loss =
          new LogMelLoss(manager, List.of(STFT, new SpectralResolution(512, 128, 400)), RATE, 20);
      NDArray audio = manager.create(noise(2048, 1, 2), new Shape(2, 1024));
      assertThat(loss.distance(loss.spectra(audio), audio).getFloat()).isZero();
      float gain = loss.distance(loss.spectra(audio), audio.mul(2f)).getFloat();
      assertThat((double) gain).isBetween(Math.log(2) - 0.02, Math.log(2) + 1e-4);
    }
  }

  @Test
  void gradient_reachesTheSound_alsoWhereItIsSilent() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LogMelLoss loss = new LogMelLoss(manager, List.of(STFT), RATE, 20);
      List<NDArray> target = loss.spectra(manager.create(noise(1024, 0.1, 3), new Shape(1, 1024)));
      for (double level : new double[] {0, 0.2}) {
        NDArray audio = manager.create(noise(1024, level, 4), new Shape(1, 1024));
        audio.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          collector.backward(loss.distance(target, audio));
        }
        float norm = audio.getGradient().norm().getFloat();
        assertThat(norm).isFinite();
        if (level > 0) {
          assertThat(norm).isPositive();
        }
      }
    }
  }
}
