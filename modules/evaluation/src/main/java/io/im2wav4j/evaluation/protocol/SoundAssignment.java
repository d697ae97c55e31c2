package io.im2wav4j.evaluation.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which WAV of a folder is which sound of which item: {@code ID.wav} where an item has one, {@code
 * ID_0.wav}, {@code ID_1.wav} and so on where it has several, never both.
 *
 * <p>ITEM_1.wav may be the one sound of an item ITEM_1 or the second of an item ITEM. It is what
 * the recipe beside it says. Without one it is ITEM_1's where ITEM.wav is there, and ITEM's where
 * ITEM_1 has sounds with numbers. Where neither or both is so, nothing is guessed.
 */
final class SoundAssignment {
  private static final Pattern NUMBERED = Pattern.compile("(.+)_(\\d{1,6})");

  /** The sample number of a sound that is an item's only one. */
  private static final int ONLY = -1;

  /** What a file may be. */
  private record Claim(String id, int sample) {}

  private final Path folder;
  private final Map<String, TreeMap<Integer, Path>> sounds = new LinkedHashMap<>();
  private final List<String> strangers = new ArrayList<>();

  private SoundAssignment(Path folder) {
    this.folder = folder;
  }

  /**
   * Assigns the files of a folder.
   *
   * @throws UserError where one could belong to two items, or two are the same sound of one
   */
  static SoundAssignment of(Path folder, Collection<Path> wavs, Collection<String> ids) {
    SoundAssignment names = new SoundAssignment(folder);
    ids.forEach(id -> names.sounds.put(id, new TreeMap<>()));
    Map<Path, List<Claim>> open = new LinkedHashMap<>();
    for (Path wav : wavs) {
      List<Claim> claims = names.claims(wav);
      switch (claims.size()) {
        case 0 -> names.strangers.add(wav.getFileName().toString());
        case 1 -> names.take(claims.get(0), wav);
        default -> open.put(wav, claims);
      }
    }
    while (names.decideOne(open)) {
      // What is decided may decide others.
    }
    if (!open.isEmpty()) {
      throw names.ambiguous(open);
    }
    names.sounds.forEach(names::refuseBothForms);
    return names;
  }

  /** The files of each item, in the order of the samples. */
  Map<String, TreeMap<Integer, Path>> sounds() {
    return sounds;
  }

  /** Files of no item. */
  List<String> strangers() {
    return strangers;
  }

  /** What a file may be: by its whole name first. */
  private List<Claim> claims(Path wav) {
    String stem = stem(wav);
    List<Claim> all = new ArrayList<>(List.of(new Claim(stem, ONLY)));
    Matcher numbered = NUMBERED.matcher(stem);
    if (numbered.matches()) {
      all.add(new Claim(numbered.group(1), Integer.parseInt(numbered.group(2))));
    }
    if (all.stream().noneMatch(claim -> sounds.containsKey(claim.id))) {
      return List.of();
    }
    String noted = notedId(wav, stem);
    all.removeIf(claim -> noted != null && !claim.id.equals(noted));
    all.removeIf(claim -> !sounds.containsKey(claim.id));
    return all;
  }

  /** The item that the recipe beside a file names, where the file still bears that name. */
  private static String notedId(Path wav, String stem) {
    Path json = wav.resolveSibling(stem + ".json");
    if (!Files.isRegularFile(json)) {
      return null;
    }
    JsonNode file;
    try {
      file = Json.read(json, JsonNode.class);
    } catch (UserError e) {
      return null; // not a JSON of ours
    }
    JsonNode recipe = file.has("recipe") ? file.path("recipe") : file;
    String id = recipe.path("id").asText("");
    boolean named = stem.equals(id) || stem.equals(id + "_" + recipe.path("sample").asInt());
    return !id.isEmpty() && named ? id : null;
  }

  private static String stem(Path wav) {
    String name = wav.getFileName().toString();
    return name.substring(0, name.length() - ".wav".length());
  }

  private void take(Claim claim, Path wav) {
    Path other = sounds.get(claim.id).put(claim.sample, wav);
    if (other != null) {
      throw new UserError(
          folder.toString(),
          other.getFileName() + " and " + wav.getFileName() + " are the same sound of " + claim.id,
          "one file for each sound",
          "Delete or rename one of them");
    }
  }

  /** Decides on a file for which what is decided so far speaks one way. */
  private boolean decideOne(Map<Path, List<Claim>> open) {
    for (Map.Entry<Path, List<Claim>> entry : open.entrySet()) {
      Claim only = entry.getValue().get(0);
      Claim numbered = entry.getValue().get(1);
      boolean otherHasOne = sounds.get(numbered.id).containsKey(ONLY);
      boolean ownHaveNumbers = sounds.get(only.id).keySet().stream().anyMatch(k -> k != ONLY);
      if (otherHasOne != ownHaveNumbers) {
        open.remove(entry.getKey());
        take(otherHasOne ? only : numbered, entry.getKey());
        return true;
      }
    }
    return false;
  }

  private UserError ambiguous(Map<Path, List<Claim>> open) {
    List<String> all = new ArrayList<>();
    open.forEach(
        (wav, claims) ->
            all.add(
                wav.getFileName()
                    + " may be the sound of item '"
                    + claims.get(0).id
                    + "' or number "
                    + claims.get(1).sample
                    + " of item '"
                    + claims.get(1).id
                    + "'"));
    String id = open.values().iterator().next().get(0).id;
    return new UserError(
        folder.toString(),
        EvaluatedSystem.some(all),
        "names that belong to one item",
        "Name the sound of '"
            + id
            + "' "
            + id
            + "_0.wav, or keep the JSON beside each sound that im2wav made");
  }

  private void refuseBothForms(String id, TreeMap<Integer, Path> files) {
    if (files.containsKey(ONLY) && files.size() > 1) {
      throw new UserError(
          folder.toString(),
          "both " + id + ".wav and " + files.lastEntry().getValue().getFileName(),
          id + ".wav alone, or " + id + "_0.wav, " + id + "_1.wav ... alone",
          "Delete those of an earlier run");
    }
  }
}
