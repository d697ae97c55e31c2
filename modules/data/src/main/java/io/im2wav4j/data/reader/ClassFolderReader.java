package io.im2wav4j.data.reader;

import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of media for each class, as VAS has it: LABEL/NAME.mp4, or SPLIT/LABEL/NAME.mp4 where
 * all folders are named train, validation or test. Folders in a class folder are searched too.
 * Without published splits, the split is by hash.
 */
public final class ClassFolderReader {
  private ClassFolderReader() {}

  /** Reads all class folders. */
  public static DataSet read(Path folder, Splits splits) {
    List<Item> items = new ArrayList<>();
    List<Path> folders = Folders.subfolders(folder);
    if (Splits.areSplits(folders)) {
      for (Path split : folders) {
        for (Path classFolder : Folders.subfolders(split)) {
          read(classFolder, split.getFileName().toString(), splits, items);
        }
      }
    } else {
      folders.forEach(classFolder -> read(classFolder, "", splits, items));
    }
    return new DataSet("class-folders", items, List.of());
  }

  private static void read(Path classFolder, String split, Splits splits, List<Item> items) {
    String label = classFolder.getFileName().toString();
    for (Path file : Folders.mediaBelow(classFolder)) {
      String id = ItemId.of(file, label + "-" + Folders.baseName(file));
      items.add(new Item(id, splits.within(split, id), label, file, null, 0, 0));
    }
  }
}
