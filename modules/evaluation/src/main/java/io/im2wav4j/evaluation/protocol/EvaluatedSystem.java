package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Sounds to be scored: for each item's id one or several.
 *
 * @param name of the system, as "guidance 3"
 * @param note what tells it from the others; may be empty
 * @param sounds by item id, in the order of the samples
 * @param warnings about the folder it came from
 */
public record EvaluatedSystem(
    String name, String note, Map<String, List<Sound>> sounds, List<String> warnings) {
  private static final int NAMES_SHOWN = 10;

  /**
   * One sound.
   *
   * @param file for results files and messages
   * @param source its samples
   */
  public record Sound(String file, SoundSource source) {}

  /**
   * The WAVs of a folder: {@code ID.wav}, or {@code ID_0.wav}, {@code ID_1.wav} and so on where an
   * item has several; see {@link SoundAssignment}.
   *
   * @param base the folder that file names in results are relative to
   * @throws UserError that lists the items without a sound, or the files that may be of two items
   */
  public static EvaluatedSystem fromFolder(
      String name,
      String note,
      Path folder,
      Path base,
      List<EvaluationItem> items,
      AudioAccess access) {
    SoundAssignment names =
        SoundAssignment.of(
            folder, WavFolder.list(name, folder), items.stream().map(EvaluationItem::id).toList());
    Map<String, TreeMap<Integer, Path>> found = names.sounds();
    refuseMissing(folder, found);
    Map<String, List<Sound>> sounds = new LinkedHashMap<>();
    found.forEach(
        (id, files) ->
            sounds.put(
                id,
                files.values().stream()
                    .map(f -> new Sound(EvaluationItem.relative(base, f), new FileSound(f, access)))
                    .toList()));
    return new EvaluatedSystem(name, note, sounds, warnings(name, sounds, names.strangers()));
  }

  /** The true sounds as a system: what a perfect one would score. */
  public static EvaluatedSystem trueSounds(String name, List<EvaluationItem> items) {
    Map<String, List<Sound>> sounds = new LinkedHashMap<>();
    for (EvaluationItem item : items) {
      if (item.sound() == null) {
        throw new UserError(
            name,
            "item " + item.id() + " has no true sound",
            "a true sound for each item",
            "Leave the true sounds out of the systems, or the item out of the manifest");
      }
      sounds.put(item.id(), List.of(new Sound(item.reference(), item.sound())));
    }
    return new EvaluatedSystem(name, "", sounds, List.of());
  }

  /**
   * The same sounds, each item given another item's: a control, scored as if the picture were
   * ignored. No item keeps its own (given at least two).
   */
  public EvaluatedSystem shuffled(String newName, long seed) {
    List<String> ids = new ArrayList<>(sounds.keySet());
    Collections.shuffle(ids, new Random(seed));
    Map<String, List<Sound>> moved = new LinkedHashMap<>();
    sounds.keySet().forEach(id -> moved.put(id, List.of()));
    for (int i = 0; i < ids.size(); i++) {
      moved.put(ids.get(i), sounds.get(ids.get((i + 1) % ids.size())));
    }
    return new EvaluatedSystem(
        newName, "control: each item scored with another item's sound", moved, warnings);
  }

  private static void refuseMissing(Path folder, Map<String, TreeMap<Integer, Path>> found) {
    List<String> missing =
        found.entrySet().stream()
            .filter(e -> e.getValue().isEmpty())
            .map(e -> e.getKey() + ".wav")
            .toList();
    if (!missing.isEmpty()) {
      throw new UserError(
          folder.toString(),
          "no sound for " + missing.size() + " of " + found.size() + " items: " + some(missing),
          "a file ID.wav, or ID_0.wav, ID_1.wav ..., for each item",
          "Generate the missing sounds, or evaluate a manifest without these items");
    }
  }

  private static List<String> warnings(
      String name, Map<String, List<Sound>> sounds, List<String> strangers) {
    List<String> out = new ArrayList<>();
    if (!strangers.isEmpty()) {
      out.add(
          name
              + ": "
              + strangers.size()
              + " sounds belong to no item, left out: "
              + some(strangers));
    }
    long counts = sounds.values().stream().mapToInt(List::size).distinct().count();
    if (counts > 1) {
      out.add(name + ": items have different numbers of sounds; each item counts once");
    }
    return out;
  }

  static String some(List<String> names) {
    List<String> shown = names.subList(0, Math.min(NAMES_SHOWN, names.size()));
    return String.join(", ", shown)
        + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
  }
}
