package io.im2wav4j.encoders.yamnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamnetFrontEndTest {
  private final YamnetFrontEnd frontEnd = new YamnetFrontEnd();

  @ParameterizedTest
  @ValueSource(doubles = {300, 1000, 2500, 6000})
  void toneIsLoudest_inTheBandAroundItsFrequency(double hertz) {
    float[] tone = new float[15_600];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000));
    }
    float[] patch = frontEnd.patches(tone).get(0);
    double low = mel(125);
    double step = (mel(7500) - low) / 65;
    for (int t = 0; t < 96; t++) {
      int loudest = 0;
      for (int b = 0; b < 64; b++) {
        loudest = patch[t * 64 + b] > patch[t * 64 + loudest] ? b : loudest;
      }
      // The lowest bands are narrower than a bin of 31 Hz, so a neighbour may win.
      assertThat((double) loudest).isCloseTo((mel(hertz) - low) / step - 1, within(1.01));
    }
  }

  @Test
  void silenceIsTheLogarithmOfTheOffset() {
    assertThat(frontEnd.patches(new float[0]))
        .singleElement()
        .satisfies(
            patch -> assertThat(patch).hasSize(96 * 64).containsOnly((float) Math.log(1e-3)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "15600, 1", "15601, 2", "23280, 2", "23281, 3", "64000, 8", "160000, 20"})
  void everySampleIsInAPatch_andThereIsNoEmptyOne(int samples, int patches) {
    assertThat(frontEnd.patches(new float[samples])).hasSize(patches);
  }

  @Test
  void neighbouringPatches_shareHalfOfTheirFrames() {
    float[] clip = new float[40_000];
    for (int i = 0; i < clip.length; i++) {
      clip[i] = (float) Math.sin(1e-5 * i * i);
    }
    List<float[]> patches = frontEnd.patches(clip);
    for (int i = 0; i < 48 * 64; i++) {
      assertThat(patches.get(1)[i]).isEqualTo(patches.get(0)[48 * 64 + i]);
    }
  }

  private static double mel(double hertz) {
    return 1127 * Math.log(1 + hertz / 700);
  }
}
