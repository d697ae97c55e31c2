package io.im2wav4j.data.reader;

import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.CsvList;
import io.im2wav4j.data.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out the layout of a data set from what is in its folder. */
final class DataFormatDetector {
  private DataFormatDetector() {}

  static DataFormat detect(Path path) {
    if (Files.isRegularFile(path)) {
      return ofFile(path);
    }
    if (Files.exists(path.resolve("manifest.csv"))) {
      return DataFormat.MANIFEST;
    }
    if (Files.exists(path.resolve("vggsound.csv"))) {
      return DataFormat.VGGSOUND;
    }
    if (Files.isDirectory(path.resolve("photos")) && Files.isDirectory(path.resolve("sounds"))) {
      return DataFormat.CLASS_PAIRS;
    }
    if (csvIn(path, DataFormat.VGGSOUND).isPresent()) {
      return DataFormat.VGGSOUND;
    }
    if (!Folders.pictures(path).isEmpty()) {
      return Folders.media(path).isEmpty() ? DataFormat.IMAGEHEAR : DataFormat.PAIRED;
    }
    if (!Folders.subfolders(path).isEmpty()) {
      return DataFormat.CLASS_FOLDERS;
    }
    throw new UserError(
        path.toString(),
        Folders.list(path).isEmpty() ? "an empty folder" : "no layout that is known",
        "a manifest.csv, vggsound.csv with clips, class folders, pictures, or pictures with sounds",
        "See 'im2wav data scan --help' for the layouts");
  }

  private static DataFormat ofFile(Path file) {
    if (PictureFile.isPicture(file) || Folders.isMedia(file)) {
      throw new UserError(
          file.toString(),
          "a single picture, sound or video",
          "the folder of a data set, a manifest or VGGSound's CSV",
          "Give the folder that it is in");
    }
    boolean published = file.getFileName().toString().equals("vggsound.csv");
    return ofCsv(file).orElse(published ? DataFormat.VGGSOUND : DataFormat.MANIFEST);
  }

  /** The first CSV in a folder that is of a layout. */
  static Optional<Path> csvIn(Path folder, DataFormat wanted) {
    return Folders.list(folder).stream()
        .filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
        .filter(f -> Files.isRegularFile(f) && ofCsv(f).equals(Optional.of(wanted)))
        .findFirst();
  }

  /** The layout that a CSV's first line shows. */
  private static Optional<DataFormat> ofCsv(Path file) {
    List<String> first;
    try {
      first = CsvList.firstRow(file, "a CSV");
    } catch (UserError e) {
      return Optional.empty();
    }
    if (Manifest.isHeader(first)) {
      return Optional.of(DataFormat.MANIFEST);
    }
    boolean vggSound = first.size() == 4 && first.get(1).strip().matches("\\d+");
    return vggSound ? Optional.of(DataFormat.VGGSOUND) : Optional.empty();
  }
}
