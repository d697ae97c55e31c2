package io.im2wav4j.encoders.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmallLogMelTest {
  private final SmallLogMel frontEnd = new SmallLogMel(LogMelConfig.standard());

  @Test
  void fullScaleSine_isAboutZeroDecibelsInItsBandAlone() {
    float[] clip = new float[16_000];
    for (int i = 0; i < clip.length; i++) {
      clip[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 16_000);
    }
    LogMel mel = frontEnd.of(clip);
    assertThat(mel.frames()).isEqualTo(51);
    int loudest = 0;
    for (int b = 0; b < mel.bands(); b++) {
      loudest = at(mel, b, 25) > at(mel, loudest, 25) ? b : loudest;
    }
    double perBand = 2595 * Math.log10((1 + 8000 / 700.0) / (1 + 40 / 700.0)) / 65;
    double band = 2595 * Math.log10((1 + 1000 / 700.0) / (1 + 40 / 700.0)) / perBand - 1;
    assertThat((double) loudest).isCloseTo(band, within(1.0));
    assertThat(at(mel, loudest, 25)).isBetween(-1f, 0.5f);
    assertThat(at(mel, loudest + 10, 25)).isLessThan(-10);
  }

  @Test
  void silenceAndNothing_areTheFloor() {
    for (int length : new int[] {5000, 0}) {
      for (float v : frontEnd.of(new float[length]).values()) {
        assertThat(v).isCloseTo(LogMel.FLOOR, within(1e-5f));
      }
    }
  }

  @Test
  void everyBandHearsNoise() {
    float[] clip = new float[16_000];
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < clip.length; i++) {
      clip[i] = (float) (0.2 * random.nextGaussian());
    }
    LogMel mel = frontEnd.of(clip);
    for (int b = 0; b < mel.bands(); b++) {
      assertThat(at(mel, b, 20)).as("band " + b).isGreaterThan(LogMel.FLOOR + 1);
    }
  }

  private static float at(LogMel mel, int band, int frame) {
    return mel.values()[band * mel.frames() + frame];
  }
}
