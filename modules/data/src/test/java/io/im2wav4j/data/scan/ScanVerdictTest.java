package io.im2wav4j.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.clips.ClipDataSet;
import io.im2wav4j.data.clips.EventClipConfig;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan calls usable is read; what it calls broken is refused. */
class ScanVerdictTest {
  private static final int RATE = 16_000;

  @TempDir Path folder;

  private Path wav(String name, double seconds, double notANumber) throws IOException {
    float[] samples = new float[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 2 == 0 ? 0.25f : -0.25f;
    }
    if (notANumber >= 0) {
      samples[(int) (notANumber * RATE)] = Float.NaN;
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    WavFile.write(file, AudioClip.mono(samples, RATE), WavFile.Encoding.FLOAT_32);
    return file;
  }

  private static Item item(String id, Path media, double start, double seconds) {
    return new Item(id, "train", "", media, null, start, seconds);
  }

  @Test
  void aSampleThatIsNotANumber_makesTheItemsBrokenThatReachIt() throws IOException {
    Path file = wav("nan.wav", 4, 2);
    List<Item> items =
        List.of(item("before", file, 0, 1.5), item("with", file, 1.5, 1), item("all", file, 0, 0));
    DataScan scan = DataScan.of(new DataSet("manifest", items, List.of()));
    assertThat(scan.brokenItems()).containsExactly("with", "all");
    assertThat(scan.broken()).singleElement().asString().contains("nan.wav: a sample that is not");
    for (Item item : items) {
      Runnable read = () -> MediaFile.audio(item.media(), item.start(), item.secondsOrAll());
      if (scan.brokenItems().contains(item.id())) {
        assertThatThrownBy(read::run)
            .isInstanceOf(UserError.class)
            .hasMessageContaining("nan.wav: a sample that is not a number, at 2.000 s");
      } else {
        assertThatCode(read::run).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void clipsOfASoundWithASampleThatIsNotANumber_areRefused() throws IOException {
    Path image = folder.resolve("x.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Item item = new Item("x", "train", "", wav("nan.wav", 4, 2), image, 0, 0);
    EventClipConfig config = new EventClipConfig(1, 1, RATE, 30, 0.15, 0.01, 0.1);
    assertThatThrownBy(() -> ClipDataSet.write(folder.resolve("out"), List.of(item), config))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nan.wav");
  }

  @Test
  void vggSoundClipsLongerThanTenSeconds_countForTen() throws IOException {
    wav("clips/abcdefghijk_000030.wav", 13, 11);
    wav("clips/bbcdefghijk_000030.wav", 9, -1);
    Path csv = folder.resolve("clips/vggsound.csv");
    Files.writeString(csv, "abcdefghijk,30,dog,train\nbbcdefghijk,30,cat,test\n");
    DataSet set = DataSets.read(csv.getParent(), DataFormat.AUTO, Splits.standard());
    DataScan scan = DataScan.of(set);
    assertThat(scan.broken()).isEmpty();
    assertThat(scan.hours() * 3600).isCloseTo(19, within(1e-3));
    Item longer = set.items().get(0);
    assertThat(MediaFile.audio(longer.media(), longer.start(), longer.secondsOrAll()).seconds())
        .isEqualTo(10);
  }
}
