package io.im2wav4j.data.clips;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventClipsTest {
  private static final int RATE = 1000;
  @TempDir Path folder;

  private static EventClipConfig config(double seconds, int perItem, double rms) {
    return new EventClipConfig(seconds, perItem, RATE, 30, 0.05, 0, rms);
  }

  /** Silence but for tones of 100 samples at the given places; each has its own level. */
  private static float[] tones(int length, int... starts) {
    float[] samples = new float[length];
    for (int s = 0; s < starts.length; s++) {
      for (int i = 0; i < 100; i++) {
        samples[starts[s] + i] = (float) (0.1 * (s + 1) * Math.cos(i * 0.7));
      }
    }
    return samples;
  }

  @Test
  void clips_beginAtEvents_andDoNotOverlap() {
    List<float[]> clips = EventClips.cut(tones(2000, 200, 400, 900), config(0.5, 5, 0));
    assertThat(clips).hasSize(2);
    assertThat(clips.get(0)).hasSize(500);
    assertThat(clips.get(0)[0]).isEqualTo(0.1f);
    assertThat(clips.get(0)[200]).isEqualTo(0.2f);
    assertThat(EventClips.cut(tones(2000, 200, 400, 900), config(0.5, 1, 0))).hasSize(1);
  }

  @Test
  void shortSound_isRepeated_soThatNothingIsSilent() {
    float[] clip = EventClips.cut(tones(2000, 700), config(0.5, 1, 0)).get(0);
    for (int start = 0; start < 500; start += 100) {
      double energy = 0;
      for (int i = 0; i < 100; i++) {
        energy += clip[start + i] * clip[start + i];
        assertThat(clip[start + i]).isEqualTo(clip[i]);
      }
      assertThat(energy).isGreaterThan(0.3);
    }
  }

  @Test
  void level_isThatAskedFor_butNeverBeyondThePeak() {
    float[] clip = EventClips.cut(tones(2000, 700), config(0.5, 1, 0.2)).get(0);
    double energy = 0;
    for (float sample : clip) {
      energy += sample * sample;
    }
    assertThat(Math.sqrt(energy / clip.length)).isBetween(0.1999, 0.2001);
    float peak = 0;
    for (float sample : EventClips.cut(tones(2000, 700), config(0.5, 1, 0.9)).get(0)) {
      peak = Math.max(peak, Math.abs(sample));
    }
    assertThat(peak).isBetween(0.9799f, 0.9801f);
  }

  @Test
  void silence_givesNoClip() {
    assertThat(EventClips.cut(new float[900], config(0.5, 3, 0.1))).isEmpty();
  }

  @Test
  void dataSet_keepsPicturesSplitsAndLabels_andNumbersLaterClips() {
    Path sound = folder.resolve("in/dog.wav");
    WavFile.write(sound, AudioClip.mono(tones(2000, 200, 900), RATE), WavFile.Encoding.FLOAT_32);
    Path picture = folder.resolve("in/dog.jpg");
    List<Item> items =
        List.of(
            new Item("dog", "train", "dog", sound, picture, 0, 0),
            new Item("held", "test", "dog", sound, picture, 0, 0),
            new Item("only-picture", "train", "dog", null, picture, 0, 0));
    Path out = folder.resolve("out");
    List<Item> cut = ClipDataSet.write(out, items, config(0.5, 3, 0.1));
    assertThat(cut).extracting(Item::id).containsExactly("dog", "dog+2", "held");
    assertThat(Manifest.read(out.resolve("manifest.csv"))).isEqualTo(cut);
    assertThat(cut.get(1).image()).isEqualTo(picture);
    assertThat(cut.get(1).media()).isEqualTo(out.resolve("sounds/train/dog+2.wav"));
    assertThat(MediaFile.audio(cut.get(1).media()).length()).isEqualTo(500);
  }
}
