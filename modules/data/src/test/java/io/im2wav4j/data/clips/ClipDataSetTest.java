package io.im2wav4j.data.clips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipDataSetTest {
  private static final EventClipConfig CONFIG =
      new EventClipConfig(0.5, 1, 16_000, 30, 0.15, 0.01, 0.1);

  @TempDir Path folder;

  private List<Item> write(double pitch) {
    float[] tone = new float[16_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.5 * Math.sin(pitch * i));
    }
    Path media = folder.resolve("dog.wav");
    WavFile.write(media, AudioClip.mono(tone, 16_000), WavFile.Encoding.PCM_16);
    Item item = new Item("dog", "train", "dog", media, folder.resolve("dog.png"), 0, 0);
    return ClipDataSet.write(folder.resolve("clips"), List.of(item), CONFIG);
  }

  @Test
  void clipsThatAreThere_areKept_andThoseOfAnotherSoundOfTheSameNameRefused() throws IOException {
    Path clip = write(0.1).get(0).media();
    var made = Files.getLastModifiedTime(clip);
    assertThat(write(0.1).get(0).media()).isEqualTo(clip);
    assertThat(Files.getLastModifiedTime(clip)).isEqualTo(made);
    assertThatThrownBy(() -> write(0.2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("dog.wav: a clip of another sound")
        .hasMessageContaining("--out");
  }
}
