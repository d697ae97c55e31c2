package io.im2wav4j.data.reader;

import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.CsvList;
import io.im2wav4j.data.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out the layout of a data set from what is in its folder. */
final class DataFormatDetector {
  private DataFormatDetector() {}

  static DataFormat detect(Path path) {
    if (Files.isRegularFile(path)) {
      return ofFile(path);
    }
    Path manifest = path.resolve("manifest.csv");
    if (isManifest(manifest)) {
      return DataFormat.MANIFEST;
    }
    if (Files.exists(path.resolve("vggsound.csv"))) {
      return DataFormat.VGGSOUND;
    }
    if (Files.isDirectory(path.resolve("photos")) && Files.isDirectory(path.resolve("sounds"))) {
      return DataFormat.CLASS_PAIRS;
    }
    if (!VggSoundReader.lists(path).isEmpty()) {
      return DataFormat.VGGSOUND;
    }
    if (!Folders.pictures(path).isEmpty()) {
      return Folders.media(path).isEmpty() ? DataFormat.IMAGEHEAR : DataFormat.PAIRED;
    }
    if (!Folders.subfolders(path).isEmpty()) {
      return DataFormat.CLASS_FOLDERS;
    }
    if (Files.exists(manifest)) {
      return DataFormat.MANIFEST; // Its reader says what is wrong with it.
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
    return !isManifest(file) && (published || VggSoundReader.isList(file))
        ? DataFormat.VGGSOUND
        : DataFormat.MANIFEST;
  }

  private static boolean isManifest(Path file) {
    try {
      return Files.isRegularFile(file) && Manifest.isHeader(CsvList.firstRow(file, "a CSV"));
    } catch (UserError e) {
      return false;
    }
  }
}
