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
    return write(pitch, CONFIG);
  }

  private List<Item> write(double pitch, EventClipConfig config) {
    float[] tone = new float[16_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.5 * Math.sin(pitch * i));
    }
    Path media = folder.resolve("dog.wav");
    WavFile.write(media, AudioClip.mono(tone, 16_000), WavFile.Encoding.PCM_16);
    Item item = new Item("dog", "train", "dog", media, folder.resolve("dog.png"), 0, 0);
    return ClipDataSet.write(folder.resolve("clips"), List.of(item), config);
  }

  @Test
  void clipsThatAreThere_areKept_andThoseOfAnotherSoundOfTheSameNameRefused() throws IOException {
    Path clip = write(0.1).get(0).media();
    var made = Files.getLastModifiedTime(clip);
    assertThat(write(0.1).get(0).media()).isEqualTo(clip);
    assertThat(Files.getLastModifiedTime(clip)).isEqualTo(made);
    assertThatThrownBy(() -> write(0.2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("clips of another sound of 'dog': ")
        .hasMessageContaining("--out");
  }

  @Test
  void otherSettings_areNamed_alsoWhereTheyGiveTheSameFirstClip() {
    write(0.1);
    EventClipConfig more = new EventClipConfig(0.5, 3, 16_000, 30, 0.15, 0.01, 0.1);
    assertThatThrownBy(() -> write(0.1, more))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("perItem = 1 (now 3)");
  }

  @Test
  void clipThatWouldBearTheNameOfAnothers_isRefused() {
    float[] twice = new float[16_000];
    for (int i = 0; i < twice.length; i++) {
      boolean sounds = i < 1600 || i >= 12_000 && i < 13_600;
      twice[i] = sounds ? (float) (0.5 * Math.sin(0.1 * i)) : 0;
    }
    Path media = folder.resolve("twice.wav");
    WavFile.write(media, AudioClip.mono(twice, 16_000), WavFile.Encoding.PCM_16);
    Path image = folder.resolve("dog.png");
    List<Item> items =
        List.of(
            new Item("dog", "train", "dog", media, image, 0, 0),
            new Item("dog+2", "train", "dog", media, image, 0, 0));
    EventClipConfig two = new EventClipConfig(0.5, 2, 16_000, 30, 0.15, 0.01, 0.1);
    assertThatThrownBy(() -> ClipDataSet.write(folder.resolve("clips"), items, two))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its clip dog+2 bears the name of one of 'dog'");
  }

  @Test
  void aSoundThatCannotBeRead_isLeftOutAndTheOthersAreCut() throws IOException {
    Path media = write(0.1).get(0).media();
    Path text = Files.writeString(folder.resolve("text.wav"), "no sound");
    Path image = folder.resolve("dog.png");
    List<Item> items =
        List.of(
            new Item("text", "train", "dog", text, image, 0, 0),
            new Item("good", "train", "dog", media, image, 0, 0));
    assertThat(ClipDataSet.write(folder.resolve("more"), items, CONFIG))
        .extracting(Item::id)
        .containsExactly("good");
    assertThatThrownBy(() -> ClipDataSet.write(folder.resolve("none"), items.subList(0, 1), CONFIG))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("text.wav: cannot be decoded");
  }
}
