package io.im2wav4j.models.conditioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameSequenceTest {

  @Test
  void stillImage_showsInEveryWindow() {
    FrameSequence still = FrameSequence.still(new float[] {1, 2});
    assertThat(still.indices(0, 4)).containsExactly(0, 0);
    assertThat(still.indices(100, 4)).containsExactly(0, 0);
    assertThat(still.window(16000, 160000, 65536, 65536).frames()).hasDimensions(1, 2);
  }

  @Test
  void windowAfterTheVideoEnded_keepsTheLastFrame() {
    FrameSequence video = new FrameSequence(new float[3][1], new double[] {0, 0.5, 1});
    assertThat(video.indices(9, 1)).containsExactly(2, 2);
  }

  @Test
  void unevenTimes_areSelectedByTimeNotByCount() {
    FrameSequence video = new FrameSequence(new float[4][1], new double[] {0, 0.1, 2, 2.1});
    assertThat(video.indices(0, 1)).containsExactly(0, 1);
    assertThat(video.indices(1, 1)).containsExactly(1, 1);
    assertThat(video.indices(2, 1)).containsExactly(2, 3);
  }

  @Test
  void nearestFrame_roundsHalfToEven() {
    // Three frames over five codes: places 0, 0.5, 1, 1.5, 2.
    assertThat(IntStream.range(0, 5).map(c -> ImageConditioner.nearestFrame(c, 5, 3)))
        .containsExactly(0, 0, 1, 2, 2);
  }
}
