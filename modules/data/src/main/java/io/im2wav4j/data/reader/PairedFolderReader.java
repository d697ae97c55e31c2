package io.im2wav4j.data.reader;

import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plain folder: NAME.jpg with NAME.wav beside it (any kinds of picture and media). No labels; the
 * split is by hash. Accents that one of the names stores apart from its letters do not matter. A
 * picture without sound is missing; of several sounds the first by name counts.
 */
public final class PairedFolderReader {
  private PairedFolderReader() {}

  /** Reads a folder. */
  public static DataSet read(Path folder, Splits splits) {
    Map<String, Path> sounds = new HashMap<>();
    Map<String, Path> composed = new HashMap<>();
    for (Path sound : Folders.media(folder)) {
      String name = Folders.baseName(sound);
      sounds.putIfAbsent(name, sound);
      composed.putIfAbsent(ItemId.composed(name), sound);
    }
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path picture : Folders.pictures(folder)) {
      String name = Folders.baseName(picture);
      Path sound = sounds.getOrDefault(name, composed.get(ItemId.composed(name)));
      if (sound == null) {
        missing.add(picture.getFileName() + " (no sound of that name)");
      } else {
        String id = ItemId.of(picture);
        items.add(new Item(id, splits.of(id), "", sound, picture, 0, 0));
      }
    }
    return new DataSet("paired", items, missing);
  }
}
