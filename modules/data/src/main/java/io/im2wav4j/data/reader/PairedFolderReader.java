package io.im2wav4j.data.reader;

import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plain folder: NAME.jpg with NAME.wav beside it (any kinds of picture and media). No labels; the
 * split is by hash. A picture without sound is missing; of several sounds the first by name counts.
 */
public final class PairedFolderReader {
  private PairedFolderReader() {}

  /** Reads a folder. */
  public static DataSet read(Path folder, Splits splits) {
    Map<String, Path> sounds = new HashMap<>();
    Folders.media(folder).forEach(f -> sounds.putIfAbsent(Folders.baseName(f), f));
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path picture : Folders.pictures(folder)) {
      Path sound = sounds.get(Folders.baseName(picture));
      if (sound == null) {
        missing.add(picture.getFileName() + " (no sound of that name)");
      } else {
        String id = Folders.id(Folders.baseName(picture));
        items.add(new Item(id, splits.of(id), "", sound, picture, 0, 0));
      }
    }
    return new DataSet("paired", items, missing);
  }
}
