package io.im2wav4j.data.reader;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Pictures and sounds that are paired by class alone: photos/LABEL/*.jpg with sounds/LABEL/* or
 * sounds/SPLIT/LABEL/*. Each sound becomes an item with one picture of its class; a seeded shuffle
 * deals out all pictures of a class before any comes again.
 */
public final class ClassPairReader {
  private ClassPairReader() {}

  /** Reads a folder that has {@code photos} and {@code sounds}. */
  public static DataSet read(Path folder, Splits splits) {
    Path sounds = folder.resolve("sounds");
    Path photos = folder.resolve("photos");
    List<Item> items = new ArrayList<>();
    boolean published =
        Files.isDirectory(sounds.resolve("train")) || Files.isDirectory(sounds.resolve("test"));
    for (Path first : Folders.subfolders(sounds)) {
      String name = first.getFileName().toString();
      if (!published) {
        items.addAll(pairs(first, photos, null, splits));
      } else if (name.equals("train") || name.equals("test") || name.equals("validation")) {
        for (Path classFolder : Folders.subfolders(first)) {
          items.addAll(pairs(classFolder, photos, name, splits));
        }
      }
    }
    return new DataSet("class-pairs", items, List.of());
  }

  private static List<Item> pairs(Path sounds, Path photos, String split, Splits splits) {
    String label = sounds.getFileName().toString();
    Path folder = photos.resolve(label);
    List<Path> pictures =
        Files.isDirectory(folder) ? new ArrayList<>(Folders.pictures(folder)) : new ArrayList<>();
    if (pictures.isEmpty()) {
      throw new UserError(
          folder.toString(),
          "no pictures",
          "at least one for the sounds in " + sounds,
          "Add pictures, or remove the class");
    }
    Collections.shuffle(pictures, new Random(Seeds.derive(splits.seed(), "pictures of " + label)));
    List<Item> items = new ArrayList<>();
    for (Path sound : Folders.sounds(sounds)) {
      String id = Folders.id(label + "-" + Folders.baseName(sound));
      String chosen = split == null ? splits.of(id) : heldOut(split, id, splits);
      items.add(
          new Item(id, chosen, label, sound, pictures.get(items.size() % pictures.size()), 0, 0));
    }
    return items;
  }

  private static String heldOut(String split, String id, Splits splits) {
    return split.equals("train") && splits.of(id).equals("validation") ? "validation" : split;
  }
}
