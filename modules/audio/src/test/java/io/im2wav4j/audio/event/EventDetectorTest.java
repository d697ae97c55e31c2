package io.im2wav4j.audio.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventDetectorTest {
  private static final int RATE = 1000; // frames of 10 samples
  private static final EventDetector DETECTOR = new EventDetector(30, 0.05);

  private static float[] sound(int length, float level, int... startsAndEnds) {
    float[] samples = new float[length];
    for (int i = 0; i < startsAndEnds.length; i += 2) {
      Arrays.fill(samples, startsAndEnds[i], startsAndEnds[i + 1], level);
    }
    return samples;
  }

  @Test
  void stretchesBetweenSilences_areFoundToAFrame() {
    assertThat(DETECTOR.find(sound(500, 0.5f, 100, 150, 300, 420), RATE))
        .containsExactly(new SoundEvent(100, 150), new SoundEvent(300, 420));
  }

  @Test
  void gapShorterThanAsked_belongsToTheEvent() {
    assertThat(DETECTOR.find(sound(500, 0.5f, 100, 150, 190, 250), RATE))
        .containsExactly(new SoundEvent(100, 250));
    assertThat(DETECTOR.find(sound(500, 0.5f, 100, 150, 200, 250), RATE)).hasSize(2);
  }

  @Test
  void level_doesNotMatter_onlyWhatIsBesideIt() {
    assertThat(DETECTOR.find(sound(500, 1e-4f, 100, 150), RATE))
        .containsExactly(new SoundEvent(100, 150));
    float[] faint = sound(500, 0.5f, 100, 150);
    Arrays.fill(faint, 300, 400, 0.5f * 0.03f); // 30.5 dB below
    assertThat(DETECTOR.find(faint, RATE)).containsExactly(new SoundEvent(100, 150));
  }

  @Test
  void lastFrame_mayBeShort_andSilenceHasNoEvents() {
    assertThat(DETECTOR.find(sound(505, 0.5f, 490, 505), RATE))
        .containsExactly(new SoundEvent(490, 505));
    assertThat(DETECTOR.find(new float[300], RATE)).isEmpty();
    assertThat(DETECTOR.find(new float[0], RATE)).isEmpty();
  }

  @Test
  void impossibleSettings_areRefused() {
    assertThatThrownBy(() -> new EventDetector(0, 1)).hasMessageContaining("rangeDecibels");
    assertThatThrownBy(() -> new EventDetector(30, -1)).hasMessageContaining("gapSeconds");
  }
}
