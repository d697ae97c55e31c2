package io.im2wav4j.encoders.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int SIZE = 16;

  @Test
  void sameSeed_givesTheSamePictureAndSound() {
    float[] planes = ramp();
    assertThat(ImageAugmentation.standard().apply(planes, SIZE, new SplittableRandom(4)))
        .containsExactly(ImageAugmentation.standard().apply(planes, SIZE, new SplittableRandom(4)))
        .isNotEqualTo(planes);
    LogMel mel = new LogMel(4, 10, new float[40]);
    assertThat(SoundAugmentation.strong().apply(mel, 8, new SplittableRandom(4)).values())
        .containsExactly(
            SoundAugmentation.strong().apply(mel, 8, new SplittableRandom(4)).values());
  }

  @Test
  void wholePictureWithoutJitter_isThePictureOrItsMirror() {
    float[] planes = ramp();
    float[] mirror = new float[planes.length];
    for (int i = 0; i < planes.length; i++) {
      mirror[i / SIZE * SIZE + SIZE - 1 - i % SIZE] = planes[i];
    }
    for (int seed = 0; seed < 8; seed++) {
      float[] out =
          new ImageAugmentation(1, 0, 0, 0).apply(planes, SIZE, new SplittableRandom(seed));
      float[] nearest = Math.abs(out[0] - planes[0]) < 1e-3 ? planes : mirror;
      assertThat(out).containsExactly(nearest, within(1e-4f));
    }
  }

  @Test
  void gainOfALogMel_isTheSameInAllCells() {
    float[] values = new float[40];
    Arrays.fill(values, -4);
    LogMel out =
        new SoundAugmentation(6, 0, -60, 0)
            .apply(new LogMel(4, 10, values), 10, new SplittableRandom(2));
    float gain = out.values()[0] + 4;
    assertThat(Math.abs(gain)).isBetween(0.01f, (float) (0.6 * Math.log(10)));
    assertThat(out.values()).containsOnly(out.values()[0]);
  }

  @Test
  void window_putsSilenceWhereTheClipHasNone() {
    LogMel mel = new LogMel(1, 3, new float[] {1, 2, 3});
    float s = LogMel.FLOOR;
    assertThat(mel.window(-1, 5).values()).containsExactly(s, 1, 2, 3, s);
    assertThat(mel.window(1, 2).values()).containsExactly(2, 3);
    assertThat(mel.window(7, 2).values()).containsExactly(s, s);
  }

  private static float[] ramp() {
    float[] planes = new float[3 * SIZE * SIZE];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (i * 37 % 101) / 25f - 2;
    }
    return planes;
  }
}
