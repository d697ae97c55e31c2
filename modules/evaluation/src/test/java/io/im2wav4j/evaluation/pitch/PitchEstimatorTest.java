package io.im2wav4j.evaluation.pitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.data.scenes.sound.SceneSynthesizer;
import io.im2wav4j.data.scenes.world.Scene;
import io.im2wav4j.data.scenes.world.SceneKind;
import io.im2wav4j.data.scenes.world.SceneSampler;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PitchEstimatorTest {
  private static final int RATE = 16_000;
  private final PitchEstimator estimator = PitchEstimator.standard(RATE);

  @ParameterizedTest
  @ValueSource(doubles = {55, 110, 261.6, 440, 987.8, 1500, 2093})
  void tones_areFoundWithinAPercent(double hertz) {
    float[] pure = new float[RATE];
    float[] rich = new float[RATE];
    float[] noisy = new float[RATE];
    Random random = new Random(1);
    for (int i = 0; i < RATE; i++) {
      double phase = 2 * Math.PI * hertz * i / RATE;
      pure[i] = (float) (0.5 * Math.sin(phase));
      rich[i] =
          (float) (0.2 * Math.sin(phase) + 0.2 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase));
      noisy[i] = rich[i] + (float) (0.03 * random.nextGaussian());
    }
    for (float[] sound : List.of(pure, rich, noisy)) {
      assertThat(estimator.estimate(sound).orElseThrow()).isCloseTo(hertz, within(0.01 * hertz));
    }
  }

  @Test
  void silenceAndNoise_haveNoPitch() {
    Random random = new Random(2);
    float[] noise = new float[RATE];
    for (int i = 0; i < RATE; i++) {
      noise[i] = (float) (0.3 * random.nextGaussian());
    }
    assertThat(estimator.estimate(new float[RATE])).isEmpty();
    assertThat(estimator.estimate(noise)).isEmpty();
    assertThat(estimator.estimate(new float[10])).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SceneKind.class,
      names = {"BELL", "DRUM", "SIREN", "BIRD", "ENGINE"})
  void pitchOfTrueScenes_followsTheDrawnSize(SceneKind kind) {
    List<PitchCorrelation.Measurement> sounds = new ArrayList<>();
    int near = 0;
    for (int i = 0; i < 20; i++) {
      Scene scene = new SceneSampler(5, 2).sample("test", kind, i);
      OptionalDouble hertz = estimator.estimate(new SceneSynthesizer(RATE).synthesize(scene));
      sounds.add(new PitchCorrelation.Measurement(kind.label(), scene.size(), hertz));
      double octaves = Math.log(hertz.orElse(1) / scene.pitchHz()) / Math.log(2);
      near += Math.abs(octaves) < 0.25 ? 1 : 0;
    }
    PitchCorrelation.Result result = PitchCorrelation.of(sounds, new Bootstrap(200, 0.95, 1));
    assertThat(result.measured()).as("measured").isGreaterThanOrEqualTo(18);
    assertThat(near).as("within a quarter octave").isGreaterThanOrEqualTo(17);
    assertThat(result.value().estimate()).isLessThan(-0.85);
  }

  @Test
  void impossibleRange_isRefused() {
    assertThatThrownBy(() -> new PitchEstimator(8000, 50, 3000))
        .hasMessageContaining("at most a quarter of the rate");
  }
}
