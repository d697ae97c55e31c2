package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.Nullable;
import io.im2wav4j.evaluation.metrics.LabelMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a table of labels in the layout of ImageHear's classes.json:
 *
 * <pre>{"classes": {"dog": {"audioset": ["Dog", "Bark"], "vggsound": ["dog barking"]}},
 * "tooGeneralAudioSetClasses": ["Animal"]}</pre>
 *
 * An item may carry the class's name or one of its VGGSound labels.
 */
public final class LabelTable {
  private record TableFile(
      @Nullable Map<String, ClassRow> classes, @Nullable List<String> tooGeneralAudioSetClasses) {}

  private record ClassRow(@Nullable List<String> audioset, @Nullable List<String> vggsound) {}

  private LabelTable() {}

  /** Reads a table. */
  public static LabelMap read(Path file, LabelMap.Rule rule) {
    TableFile table = Json.read(file, TableFile.class);
    if (table.classes == null || table.classes.isEmpty()) {
      throw broken(file, "no classes");
    }
    Map<String, Set<String>> accepted = new LinkedHashMap<>();
    table.classes.forEach(
        (name, row) -> {
          if (row.audioset == null || row.audioset.isEmpty()) {
            throw broken(file, "no AudioSet classes for '" + name + "'");
          }
          accepted.put(name, Set.copyOf(row.audioset));
        });
    table.classes.forEach(
        (name, row) -> {
          List<String> aliases = row.vggsound == null ? List.of() : row.vggsound;
          aliases.forEach(alias -> accepted.putIfAbsent(alias, accepted.get(name)));
        });
    List<String> general = table.tooGeneralAudioSetClasses;
    return new LabelMap(accepted, general == null ? Set.of() : Set.copyOf(general), rule);
  }

  private static UserError broken(Path file, String given) {
    return new UserError(
        file.toString(),
        given,
        "{\"classes\": {\"dog\": {\"audioset\": [\"Dog\"]}, ...}} as in ImageHear's classes.json",
        "Check the file given as the table of labels");
  }
}
