package io.im2wav4j.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
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
  void linkToAFolderThatItLiesIn_isPassedOver() throws IOException {
    Files.writeString(folder.resolve("vggsound.csv"), "abc,10,dog,train\n");
    touch("clips/abc_000010.mp4");
    Files.createSymbolicLink(folder.resolve("clips/again"), folder);
    Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
    assertThat(read().items()).extracting(Item::label).containsExactly("dog");
  }

  @Test
  void picturesPairWithSoundsOfTheSameName() throws IOException {
    touch("a.jpg");
    touch("a.wav");
    touch("b.png");
    DataSet set = read();
    assertThat(set.items()).extracting(Item::id).containsExactly("a");
    assertThat(set.missing()).containsExactly("b.png (no sound of that name)");
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
  void aManifestsMissingFilesAreCountedAndNotFatal() throws IOException {
    Item here = new Item("here", "test", "a", touch("here.wav"), null, 0, 0);
    Item gone = new Item("gone", "test", "a", folder.resolve("gone.wav"), null, 0, 0);
    Manifest.write(folder.resolve("manifest.csv"), List.of(here, gone));
    DataSet set = read();
    assertThat(set.items()).containsExactly(here);
    assertThat(set.missing()).containsExactly("gone");
  }

  @Test
  void aManifestWithAWrongColumnCountNamesTheLine() throws IOException {
    Files.writeString(
        folder.resolve("manifest.csv"),
        "id,split,label,media,image,start,duration\nx,test,,a.wav,,0,0\n\ny,test,a,b,a.wav,,0,0\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("manifest.csv:4: 8 columns; expected 7 (id,split,label");
  }

  @Test
  void aManifestMayComeFromASpreadsheet() throws IOException {
    touch("a.wav");
    Files.writeString(
        folder.resolve("manifest.csv"),
        "\uFEFFid,split,label,media,image,start,duration\r\nx,test,\"a, b\",a.wav,,,\r\n");
    assertThat(read().items()).extracting(Item::label).containsExactly("a, b");
  }

  @Test
  void aListThatIsNotUtf8OrIsNoCsvSaysSo() throws IOException {
    Path csv = folder.resolve("vggsound.csv");
    Files.writeString(csv, "abc,10,caf\u00e9,train\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vggsound.csv: cannot be read as CSV (not UTF-8)");
    Files.writeString(csv, "abc,10,\"dog\" bow,train\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vggsound.csv: cannot be read as CSV (");
  }

  @Test
  void aVggSoundCsvOfAnotherNameIsKnownByItsRows() throws IOException {
    Files.writeString(folder.resolve("part.csv"), "abc,10,dog,train\n");
    Files.writeString(folder.resolve("labels.csv"), "abc_000010.mp4,dog\n");
    touch("video/abc_000010.mkv");
    assertThat(read().format()).isEqualTo("vggsound");
    assertThat(DataSets.read(folder.resolve("part.csv"), DataFormat.AUTO, SPLITS).items())
        .extracting(Item::id)
        .containsExactly("abc_000010");
  }

  @Test
  void namesThatBecomeTheSameIdAreToldApart() throws IOException {
    touch("ku\u015f/a b.wav");
    touch("ku\u00e7/a_b.wav");
    touch("ku\u00e7/a_b.mp4");
    assertThat(read().items())
        .extracting(Item::id)
        .containsExactlyInAnyOrder("kuş-a_b", "kuç-a_b", "kuç-a_b-2");
  }

  @Test
  void publishedSplitFoldersAreKept() throws IOException {
    for (int i = 0; i < 40; i++) {
      touch("train/dog/" + i + ".wav");
      touch("test/dog/" + i + ".wav");
    }
    List<Item> items = read().items();
    assertThat(items.stream().filter(i -> i.split().equals("test"))).hasSize(40);
    assertThat(items.stream().filter(i -> i.media().toString().contains("train")))
        .extracting(Item::split)
        .containsOnly("train", "validation");
  }

  @Test
  void moreItemsNeverMoveTheOthersToAnotherSplit() throws IOException {
    for (int i = 0; i < 60; i++) {
      touch("dog/" + i + ".wav");
    }
    List<Item> few = read().items();
    for (int i = 60; i < 120; i++) {
      touch("cat/" + i + ".wav");
    }
    assertThat(read().items()).containsAll(few);
    assertThat(DataSets.read(folder, DataFormat.AUTO, new Splits(0.05, 0.1, 1)).items())
        .doesNotContainSequence(few);
  }

  @Test
  void aSoundIsOneItemHoweverManyPhotosItsClassHas() throws IOException {
    touch("sounds/dog/s.wav");
    touch("sounds/dog/t.wav");
    for (int i = 0; i < 9; i++) {
      touch("photos/dog/p" + i + ".jpg");
    }
    touch("photos/cat/c.jpg");
    touch("sounds/cow/m.wav");
    DataSet set = read();
    assertThat(set.items()).extracting(Item::media).doesNotHaveDuplicates().hasSize(2);
    assertThat(set.items()).extracting(Item::image).doesNotHaveDuplicates();
    assertThat(set.missing())
        .containsExactly("cow (sounds without photos)", "cat (photos without sounds)");
    assertThat(DataSets.read(folder, DataFormat.AUTO, new Splits(0.05, 0.1, 3)).items())
        .as("another seed draws other photos")
        .extracting(Item::image)
        .isNotEqualTo(set.items().stream().map(Item::image).toList());
  }

  @Test
  void aSplitsOwnPhotosAreItsOnlyOnes() throws IOException {
    for (String split : List.of("train", "test")) {
      touch("sounds/" + split + "/dog/s.wav");
      touch("photos/" + split + "/dog/" + split + ".jpg");
    }
    assertThat(read().items())
        .allSatisfy(
            item ->
                assertThat(item.image().getParent().getParent())
                    .isEqualTo(
                        item.media()
                            .getParent()
                            .getParent()
                            .getParent()
                            .resolveSibling("photos")
                            .resolve(item.media().getParent().getParent().getFileName())));
  }

  @Test
  void aSingleMediaFileAndABrokenClassListSayWhatIsWanted() throws IOException {
    Path clip = touch("x.mp4");
    assertThatThrownBy(() -> DataSets.read(clip, DataFormat.AUTO, SPLITS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("x.mp4: a single picture, sound or video");
    touch("pictures/bongo1.jpg");
    Files.writeString(folder.resolve("pictures/classes.json"), "{}");
    assertThatThrownBy(() -> DataSets.read(folder.resolve("pictures"), DataFormat.AUTO, SPLITS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("classes.json: no object 'classes'");
  }

  @Test
  void namesThatDifferOnlyByCaseAreMadeToDifferMore() throws IOException {
    touch("dog/Bark.wav");
    touch("dog/bark.wav");
    assertThat(read().items()).extracting(Item::id).containsExactly("dog-Bark", "dog-bark-2");
  }

  @Test
  void namesOfOtherScriptsArePairedAlsoWhereAccentsAreStoredApart() throws IOException {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale is not UTF-8");
    for (String name : new String[] {"\u4e2d\u6587", "\u56fd\u8bed"}) {
      touch(name + ".png");
      touch(name + ".wav");
    }
    touch("caf\u00e9.png");
    touch("cafe\u0301.wav");
    assertThat(read().items())
        .extracting(Item::id)
        .containsExactlyInAnyOrder("\u4e2d\u6587", "\u56fd\u8bed", "caf\u00e9");
  }

  @Test
  void filesOfNoKindThatIsReadAreNamed() throws IOException {
    touch("a.png");
    touch("a.wav");
    touch("notes.txt");
    touch("b.mp4.part");
    touch("c.psd");
    touch("more/IMG_7");
    assertThat(read().passedOver())
        .containsExactly("b.mp4.part", "c.psd", Path.of("more", "IMG_7").toString());
  }

  @Test
  void filesThatNoItemOfTheLayoutReadsAreNamed() throws IOException {
    touch("dog/a.mp4");
    touch("dog/a.heic");
    touch("cat/b.mp4");
    touch("cat/1/2/3/4/deep.mp4");
    assertThat(read().format()).isEqualTo("class-folders");
    assertThat(read().passedOver())
        .containsExactly(
            Path.of("cat", "1", "2", "3", "4", "deep.mp4").toString(),
            Path.of("dog", "a.heic").toString());
  }

  @Test
  void newerKindsOfPicturesAreItems() throws IOException {
    for (String name : new String[] {"a.jfif", "b.avif", "c.webp", "d.heic", "e.JPE"}) {
      touch(name);
      touch(name.charAt(0) + ".wav");
    }
    assertThat(read().items()).extracting(Item::id).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void theAuthorsTestCsvBesideTheClipsIsVggSound() throws IOException {
    Path csv = folder.resolve("set/test.csv");
    touch("set/video/-0BIyqJj9ZU_000030.mp4");
    touch("set/video/0_8-g2rof7E_49000_59000.mp4");
    String[] lists = {
      "-0BIyqJj9ZU_000030.mp4,\"bird chirping, \"\"tweeting\"\"\"\n0_8-g2rof7E_000049.mp4,b\n",
      "-0BIyqJj9ZU_30,\"bird chirping, \"\"tweeting\"\"\"\n0_8-g2rof7E_49,b\nxxxxxxxxxxx_1,c\n",
      "-0BIyqJj9ZU,30,\"bird chirping, \"\"tweeting\"\"\"\n0_8-g2rof7E,000049,b\n",
      "-0BIyqJj9ZU_000030,\"bird chirping, \"\"tweeting\"\"\",test\n0_8-g2rof7E_49000_59000.mp4,b,test\n"
    };
    for (String list : lists) {
      Files.writeString(csv, list);
      for (String place : List.of("set", "set/video", "set/test.csv")) {
        DataSet set = DataSets.read(folder.resolve(place), DataFormat.AUTO, SPLITS);
        assertThat(set.format()).as(place + " with " + list).isEqualTo("vggsound");
        assertThat(set.items())
            .extracting(Item::label)
            .containsExactly("bird chirping, \"tweeting\"", "b");
        assertThat(set.items()).extracting(Item::split).containsOnly("test");
      }
    }
  }

  @Test
  void aRowThatComesAgainIsSaidOnceAndTheFirstCounts() throws IOException {
    Files.writeString(
        folder.resolve("vggsound.csv"),
        "abc,10,dog,test\nabc,10,dog,test\nxyz,5,cat,test\nabc,10,cow,test\n");
    touch("abc_000010.mp4");
    touch("xyz_000005.mp4");
    DataSet set = read();
    assertThat(set.items()).extracting(Item::label).containsExactly("dog", "cat");
    assertThat(set.notes())
        .containsExactly(
            "1 clips are listed again, the first row counts: abc_000010",
            "1 of them with another label or split: abc_000010");
  }

  @Test
  void anUnknownListTurnsNoLayoutIntoAnotherAndIsNamed() throws IOException {
    touch("dog/a.wav");
    touch("cat/b.wav");
    Files.writeString(folder.resolve("durations.csv"), "a.wav,10,dog,16000\nb.wav,5,cat,16000\n");
    Files.writeString(folder.resolve("ids.csv"), "xxxxxxxxxxx_000001.mp4,dog\n");
    Files.writeString(folder.resolve("splits.csv"), "zzzzzzzzzzz,10,dog,train\n");
    Files.writeString(folder.resolve("manifest.csv"), "path,label\ndog/a.wav,dog\n");
    Files.writeString(folder.resolve("classes.json"), "{}");
    Files.writeString(folder.resolve("list.txt"), "dog/a.wav\n");
    Files.writeString(folder.resolve("README.txt"), "Dogs and cats.\n");
    DataSet set = read();
    assertThat(set.format()).isEqualTo("class-folders");
    assertThat(set.items()).extracting(Item::label).containsExactly("cat", "dog");
    assertThat(set.notes())
        .containsExactly(
            "6 lists are not read, for the layout is 'class-folders': classes.json, durations.csv,"
                + " ids.csv, list.txt, manifest.csv, ...");
  }
}
