package io.im2wav4j.data.reader;

import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens any data set. */
public final class DataSets {
  private static final String MANIFEST = "manifest.csv";

  private DataSets() {}

  /**
   * Reads a data set.
   *
   * @param path its folder, or a manifest, or VGGSound's CSV
   * @param format its layout
   * @throws UserError where nothing usable is there
   */
  public static DataSet read(Path path, DataFormat format, Splits splits) {
    if (!Files.exists(path)) {
      throw new UserError(
          path.toString(),
          "nothing there",
          "the folder of a data set, or a manifest",
          "Check the path");
    }
    DataFormat layout = format == DataFormat.AUTO ? DataFormatDetector.detect(path) : format;
    DataSet set =
        switch (layout) {
          case MANIFEST -> manifest(Files.isDirectory(path) ? path.resolve(MANIFEST) : path);
          case VGGSOUND -> vggSound(path, splits);
          case CLASS_FOLDERS -> ClassFolderReader.read(path, splits);
          case IMAGEHEAR -> ImageHearReader.read(path);
          case PAIRED -> PairedFolderReader.read(path, splits);
          case CLASS_PAIRS -> ClassPairReader.read(path, splits);
          case AUTO -> throw new IllegalStateException("detect() never answers AUTO");
        };
    if (set.items().isEmpty()) {
      throw new UserError(
          path.toString(),
          "no items of the layout '"
              + layout
              + "'"
              + (set.missing().isEmpty()
                  ? ""
                  : " (" + set.missing().size() + " listed, none there)"),
          "at least one sound or picture",
          "Check the folder, or name its layout with --format");
    }
    return layout == DataFormat.MANIFEST ? set : withPassedOver(set, layout, path);
  }

  /** Names the files that no item reads, and lists that one may believe to be read. */
  private static DataSet withPassedOver(DataSet set, DataFormat layout, Path path) {
    Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    Set<Path> used = new HashSet<>();
    set.items().forEach(item -> used.addAll(Arrays.asList(item.media(), item.image())));
    Set<String> missing = new HashSet<>();
    set.missing().forEach(name -> missing.add(name.replaceFirst(" \\(.*", "")));
    List<String> passedOver =
        Folders.filesBelow(folder).stream()
            .filter(f -> !used.contains(f))
            // Photos of a class are drawn from, the others another time.
            .filter(f -> layout != DataFormat.CLASS_PAIRS || !PictureFile.isPicture(f))
            .map(f -> folder.relativize(f).toString())
            .filter(f -> !missing.contains(f))
            .toList();
    List<Path> read =
        switch (layout) {
          case VGGSOUND -> Files.isDirectory(path) ? VggSoundReader.lists(path) : List.of(path);
          case IMAGEHEAR -> List.of(folder.resolve(ImageHearReader.LIST));
          default -> List.of();
        };
    List<String> lists =
        Folders.lists(folder).stream()
            .filter(f -> !read.contains(f))
            .map(f -> f.getFileName().toString())
            .toList();
    List<String> notes = new ArrayList<>(set.notes());
    if (!lists.isEmpty()) {
      notes.add(
          DataSet.some(
              lists.size() + " lists are not read, for the layout is '" + layout + "'", lists));
    }
    return new DataSet(set.format(), set.items(), set.missing(), passedOver, notes);
  }

  private static DataSet manifest(Path file) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Item item : Manifest.read(file)) {
      if (isThere(item.media()) && isThere(item.image())) {
        items.add(item);
      } else {
        missing.add(item.id());
      }
    }
    return new DataSet("manifest", items, missing);
  }

  private static boolean isThere(Path file) {
    return file == null || Files.isRegularFile(file);
  }

  private static DataSet vggSound(Path path, Splits splits) {
    if (Files.isRegularFile(path)) {
      return VggSoundReader.read(List.of(path), path.toAbsolutePath().getParent(), splits);
    }
    List<Path> lists = VggSoundReader.lists(path);
    if (lists.isEmpty()) {
      throw new UserError(
          path.toString(),
          "no list of clips that are there",
          "VGGSound's vggsound.csv or test.csv beside the clips",
          "Put vggsound.csv there");
    }
    return VggSoundReader.read(lists, path, splits);
  }
}
