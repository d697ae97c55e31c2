package io.im2wav4j.data.reader;

import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As VAS: LABEL/NAME.mp4, a folder of media for each class. The split is by hash. */
public final class ClassFolderReader {
  private ClassFolderReader() {}

  /** Reads all class folders. */
  public static DataSet read(Path folder, Splits splits) {
    List<Item> items = new ArrayList<>();
    for (Path classFolder : Folders.subfolders(folder)) {
      String label = classFolder.getFileName().toString();
      for (Path file : Folders.media(classFolder)) {
        String id = Folders.id(label + "-" + Folders.baseName(file));
        items.add(new Item(id, splits.of(id), label, file, null, 0, 0));
      }
    }
    return new DataSet("class-folders", items, List.of());
  }
}
