package io.im2wav4j.models.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.models.conditioning.FrameSequence;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldOutClipTest {
  private static final FrameSequence PICTURE =
      FrameSequence.still(new float[] {1, -1, 0.5f, 0, 2, 0.1f, -0.3f});

  private static int[] codes(int n) {
    return new Random(4).ints(n, 0, 20).toArray();
  }

  @Test
  void clip_isTheMeanOfItsWindowsAndItsRestIsLeftOut() {
    try (NDManager manager = NDManager.newBaseManager()) {
      // Without embeddings of the time a window knows not where it is.
      LanguageModel model = LanguageModel.create(LanguageModelLawsTest.up(), manager, 3);
      int[] codes = codes(75);
      int[] upper = codes(18);
      double first = bits(model, manager, Arrays.copyOf(codes, 32), Arrays.copyOf(upper, 8));
      double second =
          bits(model, manager, Arrays.copyOfRange(codes, 32, 64), Arrays.copyOfRange(upper, 8, 16));
      HeldOutClip clip = new HeldOutClip(codes, upper, PICTURE, 16_000);
      assertThat(clip.scoredCodes(model.config())).isEqualTo(64);
      assertThat(clip.bitsPerCode(model, manager).orElseThrow())
          .isCloseTo((first + second) / 2, within(1e-5));
      assertThat(first).isNotCloseTo(second, within(1e-3));
    }
  }

  private static double bits(LanguageModel model, NDManager manager, int[] codes, int[] upper) {
    return new HeldOutClip(codes, upper, PICTURE, 16_000).bitsPerCode(model, manager).orElseThrow();
  }

  @Test
  void modelThatKnowsNothing_needsTheBitsOfTheCodebook() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(LanguageModelLawsTest.low(), manager, 3);
      model.parameters().values().forEach(p -> p.subi(p.duplicate()));
      HeldOutClip clip = new HeldOutClip(codes(40), null, PICTURE, 16_000);
      assertThat(clip.bitsPerCode(model, manager).orElseThrow())
          .isCloseTo(Math.log(20) / Math.log(2), within(1e-5));
    }
  }

  @Test
  void clipShorterThanAWindow_hasNoNumber() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(LanguageModelLawsTest.low(), manager, 3);
      assertThat(new HeldOutClip(codes(31), null, PICTURE, 16_000).bitsPerCode(model, manager))
          .isEmpty();
    }
  }
}
