package io.im2wav4j.data.reader;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Pictures and sounds that are paired by class alone: photos/LABEL/*.jpg with sounds/LABEL/* or
 * sounds/SPLIT/LABEL/*. Each sound becomes one item with one picture of its class, drawn by a
 * seeded shuffle that uses all pictures of a class before any comes again.
 *
 * <p>Where photos/SPLIT/LABEL is there, a split has its own pictures. Otherwise the splits share
 * them: then the sounds of test items are held out, but not their pictures. A class with only
 * sounds or only pictures is missing.
 */
public final class ClassPairReader {
  private ClassPairReader() {}

  /** Reads a folder that has {@code photos} and {@code sounds}. */
  public static DataSet read(Path folder, Splits splits) {
    Path sounds = folder.resolve("sounds");
    Path photos = folder.resolve("photos");
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    List<Path> folders = Folders.subfolders(sounds);
    boolean published = Splits.areSplits(folders);
    for (Path first : folders) {
      String split = published ? first.getFileName().toString() : "";
      for (Path classFolder : published ? Folders.subfolders(first) : List.of(first)) {
        String label = classFolder.getFileName().toString();
        labels.add(label);
        List<Item> pairs = pairs(classFolder, pictures(photos, split, label), split, splits);
        if (pairs.isEmpty()) {
          missing.add(label + " (sounds without photos)");
        }
        items.addAll(pairs);
      }
    }
    List<Path> photoFolders = Folders.subfolders(photos);
    for (Path photo : Splits.areSplits(photoFolders) ? List.<Path>of() : photoFolders) {
      if (!labels.contains(photo.getFileName().toString())) {
        missing.add(photo.getFileName() + " (photos without sounds)");
      }
    }
    return new DataSet("class-pairs", items, missing);
  }

  private static List<Path> pictures(Path photos, String split, String label) {
    Path own = photos.resolve(split).resolve(label);
    Path folder = !split.isEmpty() && Files.isDirectory(own) ? own : photos.resolve(label);
    return Files.isDirectory(folder) ? Folders.pictures(folder) : List.of();
  }

  private static List<Item> pairs(Path folder, List<Path> pictures, String split, Splits splits) {
    String label = folder.getFileName().toString();
    List<Path> sounds = Folders.media(folder);
    List<Path> shuffled = new ArrayList<>(pictures);
    Collections.shuffle(shuffled, new Random(Seeds.derive(splits.seed(), "pictures of " + label)));
    List<Item> items = new ArrayList<>();
    boolean both = !sounds.isEmpty() && !shuffled.isEmpty();
    for (int i = 0; both && i < sounds.size(); i++) {
      Path sound = sounds.get(i);
      String id = ItemId.of(sound, label + "-" + Folders.baseName(sound));
      items.add(
          new Item(
              id, splits.within(split, id), label, sound, shuffled.get(i % shuffled.size()), 0, 0));
    }
    return items;
  }
}
