package io.im2wav4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AudioClipTest {
  private final AudioClip clip = new AudioClip(new float[][] {{1, 0, -1, 1}, {0, 0, 1, 1}}, 2);

  @Test
  void monoIsTheMeanOfTheChannels() {
    assertThat(clip.toMono()).containsExactly(0.5f, 0, 0, 1);
    AudioClip single = AudioClip.mono(new float[] {1, 2}, 8000);
    assertThat(single.toMono()).containsExactly(1, 2).isNotSameAs(single.channels()[0]);
  }

  @Test
  void slicesBeyondTheEndsAreSilent() {
    assertThat(clip.seconds()).isEqualTo(2);
    AudioClip part = clip.slice(-1, 6);
    assertThat(part.channels()[0]).containsExactly(0, 1, 0, -1, 1, 0, 0);
    assertThat(clip.slice(1, 3).channels()[1]).containsExactly(0, 1);
    assertThat(clip.slice(9, 11).channels()[0]).containsExactly(0, 0);
  }

  @Test
  void unevenChannelsAndRatesOfNothingAreRefused() {
    assertThatThrownBy(() -> new AudioClip(new float[][] {{1}, {1, 2}}, 8000))
        .hasMessageContaining("channels of 1 and 2 samples");
    assertThatThrownBy(() -> AudioClip.mono(new float[1], 0)).hasMessageContaining("sampleRate");
    assertThatThrownBy(() -> new AudioClip(new float[0][], 8000)).hasMessage("no channels");
  }
}
