package io.im2wav4j.data.reader;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens any data set. */
public final class DataSets {
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
    DataFormat layout = format == DataFormat.AUTO ? detect(path) : format;
    DataSet set =
        switch (layout) {
          case MANIFEST ->
              new DataSet(
                  "manifest",
                  Manifest.read(Files.isDirectory(path) ? path.resolve("manifest.csv") : path),
                  List.of());
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
    return set;
  }

  private static DataSet vggSound(Path path, Splits splits) {
    Path csv = Files.isDirectory(path) ? path.resolve("vggsound.csv") : path;
    if (!Files.isRegularFile(csv)) {
      throw new UserError(
          csv.toString(),
          "no such file",
          "VGGSound's published CSV beside the clips",
          "Put vggsound.csv there");
    }
    return VggSoundReader.read(csv, csv.toAbsolutePath().getParent(), splits);
  }

  private static DataFormat detect(Path path) {
    if (Files.isRegularFile(path)) {
      return path.getFileName().toString().equals("vggsound.csv")
          ? DataFormat.VGGSOUND
          : DataFormat.MANIFEST;
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
}
