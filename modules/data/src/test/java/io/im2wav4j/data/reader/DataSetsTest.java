package io.im2wav4j.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.data.scan.DataScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  private static final Path REAL = Path.of(System.getProperty("realData", "../shared/data"));
  private static final Splits SPLITS = Splits.standard();

  @TempDir Path folder;

  private Path touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private DataSet read() {
    return DataSets.read(folder, DataFormat.AUTO, SPLITS);
  }

  @Test
  void vggSoundFindsBothNamingsAndCountsTheMissing() throws IOException {
    Files.writeString(
        folder.resolve("vggsound.csv"),
        "abc_-1,10,dog bow-wow,train\nxyz,30,\"bird chirping, tweeting\",test\ngone,5,cat,train\n");
    touch("abc_-1_000010.mp4");
    touch("xyz_30000_40000.mp4");
    DataSet set = read();
    assertThat(set.format()).isEqualTo("vggsound");
    assertThat(set.items())
        .extracting(Item::label)
        .containsExactly("dog bow-wow", "bird chirping, tweeting");
    assertThat(set.missing()).containsExactly("gone_000005");
  }

  @Test
  void aCsvWithAWrongColumnCountNamesTheLine() throws IOException {
    Files.writeString(
        folder.resolve("vggsound.csv"), "abc,10,dog,train\nxyz,30,bird chirping, tweeting,test\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vggsound.csv:2: 5 columns; expected 4");
  }

  @Test
  void anEmptyFolderSaysWhatWasExpected() {
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("an empty folder; expected");
  }

  @Test
  void classFoldersGiveLabels() throws IOException {
    touch("dog/video_1.mp4");
    touch("drum/video_2.mp4");
    assertThat(read().items()).extracting(Item::label).containsExactly("dog", "drum");
  }

  @Test
  void picturesPairWithSoundsOfTheSameName() throws IOException {
    touch("a.jpg");
    touch("a.wav");
    touch("b.png");
    DataSet set = read();
    assertThat(set.items()).extracting(Item::id).containsExactly("a");
    assertThat(set.missing()).containsExactly("b");
  }

  @Test
  void classPairsUseEveryPictureBeforeAnyTwice() throws IOException {
    for (int i = 0; i < 6; i++) {
      touch("sounds/train/dog/s" + i + ".wav");
    }
    touch("photos/dog/p1.jpg");
    touch("photos/dog/p2.jpg");
    touch("photos/dog/p3.jpg");
    List<Item> items = read().items();
    assertThat(items.subList(0, 3)).extracting(Item::image).doesNotHaveDuplicates();
    assertThat(items).hasSize(6).extracting(Item::split).doesNotContain("test");
  }

  @Test
  void imageHearTakesOnlyListedPictures() throws IOException {
    touch("bongo1.jpg");
    touch("people4.jpg");
    Files.writeString(
        folder.resolve("classes.json"),
        "{\"classes\":{\"bongo\":{\"images\":[\"bongo1.jpg\",\"bongo2.jpg\"]}}}");
    DataSet set = read();
    assertThat(set.items()).extracting(Item::id).containsExactly("bongo1");
    assertThat(set.missing()).containsExactly("bongo2.jpg");
  }

  @Test
  void aManifestReadsBackEqual() throws IOException {
    Item item = new Item("x", "test", "a, b", touch("media/x.wav"), null, 1.5, 2);
    Manifest.write(folder.resolve("manifest.csv"), List.of(item));
    assertThat(read().items()).containsExactly(item);
  }

  @Test
  void aManifestWithAWrongSplitNamesTheLine() throws IOException {
    Files.writeString(
        folder.resolve("manifest.csv"),
        "id,split,label,media,image,start,duration\nx,dev,,a.wav,,0,0\n");
    assertThatThrownBy(this::read).hasMessageContaining("manifest.csv:2: split is 'dev'");
  }

  @Test
  void realDataSetsAreReadWhole() {
    assumeTrue(Files.isDirectory(REAL.resolve("vggsound")), () -> "real data absent: vggsound");
    DataSet vgg = DataSets.read(REAL.resolve("vggsound"), DataFormat.AUTO, SPLITS);
    assertThat(vgg.items()).hasSize(8);
    assertThat(vgg.missing()).hasSize(3);
    DataScan scan = DataScan.of(DataSets.read(REAL.resolve("vas"), DataFormat.AUTO, SPLITS));
    assertThat(scan.withSound()).isEqualTo(6);
    assertThat(scan.broken()).isEmpty();
    assertThat(DataSets.read(REAL.resolve("imagehear"), DataFormat.AUTO, SPLITS).items())
        .hasSize(100);
    assertThat(DataSets.read(REAL.resolve("photosounds"), DataFormat.AUTO, SPLITS).items())
        .hasSizeGreaterThan(300);
  }
}
