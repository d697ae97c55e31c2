package io.im2wav4j.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataScanTest {
  private static final Path REAL = Path.of(System.getProperty("realData", "../shared/data"));

  @TempDir Path folder;

  private Path wav(String name, int rate, double seconds) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    WavFile.write(
        file, AudioClip.mono(new float[(int) (rate * seconds)], rate), WavFile.Encoding.PCM_16);
    return file;
  }

  private static DataScan scan(Path path) {
    return DataScan.of(DataSets.read(path, DataFormat.AUTO, Splits.standard()));
  }

  @Test
  void brokenFilesAreCountedWithTheirReasonsAndTheRestIsUsable() throws IOException {
    wav("dog/good.wav", 16000, 2);
    Path whole = wav("dog/cut.wav", 22050, 2);
    Files.write(whole, Arrays.copyOf(Files.readAllBytes(whole), 10_000));
    Files.createDirectories(folder.resolve("cat"));
    Files.writeString(folder.resolve("cat/text.mp4"), "not a video");
    DataSet set = DataSets.read(folder, DataFormat.AUTO, Splits.standard());
    DataScan scan = DataScan.of(set);
    assertThat(scan.items()).isEqualTo(3);
    assertThat(scan.withSound()).isEqualTo(1);
    assertThat(scan.hours() * 3600).isCloseTo(2, within(1e-6));
    assertThat(scan.sampleRates()).isEqualTo(Map.of("16000 Hz", 1));
    assertThat(scan.labels()).isEqualTo(Map.of("cat", 1, "dog", 2));
    assertThat(scan.broken()).hasSize(2);
    assertThat(scan.broken().get(0)).contains("text.mp4: cannot be decoded");
    assertThat(scan.broken().get(1)).contains("cut.wav: cut short");
    assertThat(scan.usable(set)).extracting(Item::id).containsExactly("dog-good");
    assertThat(scan.table()).contains("items         3 (1 with sound, 0 with pictures)");
    assertThat(Json.line(scan)).contains("\"brokenItems\":[\"cat-text\",\"dog-cut\"]");
  }

  @Test
  void brokenPicturesAreFound() throws IOException {
    ImageIO.write(
        new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("a1.png").toFile());
    Files.writeString(folder.resolve("b1.jpg"), "not a picture");
    DataScan scan = scan(folder);
    assertThat(scan.withPicture()).isEqualTo(1);
    assertThat(scan.brokenItems()).containsExactly("b1");
  }

  @Test
  void hoursCountWhatItemsUse() throws IOException {
    Path media = wav("x.wav", 8000, 10);
    DataScan scan =
        DataScan.of(
            new DataSet(
                "manifest",
                List.of(
                    new Item("whole", "train", "", media, null, 0, 0),
                    new Item("part", "train", "", media, null, 2, 3),
                    new Item("rest", "train", "", media, null, 8, 30),
                    new Item("beyond", "train", "", media, null, 10, 1)),
                List.of()));
    assertThat(scan.hours() * 3600).isCloseTo(10 + 3 + 2, within(1e-6));
    assertThat(scan.brokenItems()).containsExactly("beyond");
    assertThat(scan.broken().get(0)).contains("ends at 10.00 s, item beyond starts at 10.00 s");
  }

  @Test
  void whatMakesASetDoubtfulIsCountedAndNamed() throws IOException {
    wav("train/dog/a.wav", 16000, 2);
    wav("train/dog/b.wav", 16000, 0.5);
    sound("test/dog/again.wav", 0, 1);
    sound("train/dog/first.wav", 0, 1);
    sound("test/cat/c.wav", 0.5f, 0.5f);
    sound("test/cat/wide.wav", 0.5f, -0.5f);
    sound("test/cat/big.wav", 16384, 16384);
    Files.writeString(folder.resolve("test/cat/d.mp4.part"), "");
    Files.writeString(folder.resolve("test/cat/d.mp4.ytdl"), "");
    DataSet set = DataSets.read(folder, DataFormat.AUTO, new Splits(0, 0, 0));
    DataScan scan = DataScan.of(set);
    assertThat(scan.channels()).isEqualTo(Map.of("1", 2, "2", 5));
    assertThat(scan.shorter().get("1.024 s (tiny models)")).containsExactly("dog-b");
    assertThat(scan.shorter().get("4.096 s (published models)")).hasSize(7);
    assertThat(scan.warnings())
        .containsExactly(
            "no items in the split 'validation': training cannot tell whether it still gains",
            "2 unfinished downloads, not read: test/cat/d.mp4.part, test/cat/d.mp4.ytdl",
            "1 labels of test items that no training item has: cat",
            "1 sounds are in two splits: dog-again (test) = dog-first (train)",
            "1 sounds are far over full scale (integers stored as floats?): cat-big (peak 16,384)",
            "1 sounds whose channels cancel each other: their mean is near silence: cat-wide",
            "2 sounds are silent: dog-a, dog-b");
    assertThat(scan.table())
        .contains("channels      1-channel 2, 2-channel 5", "- 2 sounds are silent: dog-a, dog-b");
    assertThat(SetWarnings.ofTest(set)).hasSize(3).doesNotContain(scan.warnings().get(0));
  }

  /** Two channels of noise, each times its gain. */
  private void sound(String name, float left, float right) throws IOException {
    Random random = new Random(1);
    float[][] channels = new float[2][32000];
    for (int i = 0; i < 32000; i++) {
      float s = i == 0 ? 1 : (float) Math.tanh(random.nextGaussian() / 3);
      channels[0][i] = left * s;
      channels[1][i] = right * s;
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    WavFile.write(file, new AudioClip(channels, 16000), WavFile.Encoding.FLOAT_32);
  }

  @Test
  void theBuiltInDataSetIsWholeSampleBySampleAndFrameByFrame() {
    SceneConfig config = new SceneConfig(1, 0, 1, 1.5, 16000, 48, 48, 8, 5);
    Path manifest = SceneDataSet.write(folder.resolve("scenes"), config, scene -> {});
    DataScan scan = scan(manifest);
    assertThat(scan.withSound()).isEqualTo(config.items());
    assertThat(scan.withPicture()).isEqualTo(config.items());
    assertThat(scan.broken()).isEmpty();
    assertThat(scan.missing()).isEmpty();
    for (Item item : Manifest.read(manifest)) {
      assertThat(MediaFile.audio(item.media()).length()).isEqualTo(config.samples());
      if (!PictureFile.isPicture(item.frameSource())) {
        assertThat(MediaFile.frames(item.media(), 0, item.secondsOrAll(), 8))
            .hasSize(config.frames());
      }
    }
  }

  @Test
  void realDataSetsAreReadWholeAndScanned() {
    for (String set : List.of("vas", "vggsound", "imagehear", "photosounds")) {
      assumeTrue(Files.isDirectory(REAL.resolve(set)), () -> "real data absent: " + set);
    }
    videosAndPicturesAreReadWhole();
    photosAndSoundsPairByClass();
    videosAreScannedWithTheirRates();
    photosAndSoundsAreWhole();
  }

  private static void videosAndPicturesAreReadWhole() {
    DataSet vgg = DataSets.read(REAL.resolve("vggsound"), DataFormat.AUTO, Splits.standard());
    assertThat(vgg.items()).hasSize(8);
    assertThat(vgg.missing())
        .containsExactly("---g-f_I2yQ_000001", "--0PQM4-hqg_000030", "zzzzzzzzzzz_000005");
    assertThat(DataSets.read(REAL.resolve("vas"), DataFormat.AUTO, Splits.standard()).items())
        .hasSize(6);
    DataSet pictures = DataSets.read(REAL.resolve("imagehear"), DataFormat.AUTO, Splits.standard());
    assertThat(pictures.items())
        .hasSize(100)
        .extracting(Item::id)
        .contains("people3")
        .doesNotContain("people4");
    assertThat(pictures.items().stream().map(Item::label).distinct()).hasSize(30);
  }

  private static void photosAndSoundsPairByClass() {
    DataSet set = DataSets.read(REAL.resolve("photosounds"), DataFormat.AUTO, Splits.standard());
    assertThat(set.items()).hasSize(468);
    assertThat(set.items().stream().filter(i -> i.split().equals("test"))).hasSize(60);
    assertThat(set.items().stream().map(Item::image).distinct()).hasSize(44);
    assertThat(set.items())
        .allSatisfy(
            item ->
                assertThat(item.image().getParent().getFileName().toString())
                    .isEqualTo(item.label()));
    assertThat(set.missing()).isEmpty();
  }

  private void videosAreScannedWithTheirRates() {
    DataScan scan = scan(REAL.resolve("vas"));
    assertThat(scan.withSound()).isEqualTo(6);
    assertThat(scan.frameRates()).isEqualTo(Map.of("15.25", 1, "24.00", 1, "25.00", 1, "29.97", 3));
    assertThat(scan.sampleRates()).isEqualTo(Map.of("22050 Hz", 2, "44100 Hz", 4));
    assertThat(scan.hours() * 3600).isCloseTo(56, within(0.5));
    assertThat(scan.broken()).isEmpty();
    DataScan vgg = scan(REAL.resolve("vggsound"));
    assertThat(vgg.withSound()).isEqualTo(8);
    assertThat(vgg.frameRates()).isEqualTo(Map.of("30.00", 8));
    assertThat(vgg.missing()).hasSize(3);
    assertThat(vgg.broken()).isEmpty();
  }

  private void photosAndSoundsAreWhole() {
    DataScan scan = scan(REAL.resolve("photosounds"));
    assertThat(scan.withSound()).isEqualTo(468);
    assertThat(scan.withPicture()).isEqualTo(468);
    assertThat(scan.broken()).isEmpty();
    assertThat(scan.sampleRates()).isEqualTo(Map.of("16000 Hz", 468));
  }
}
