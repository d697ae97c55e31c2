package io.im2wav4j.experiments.plan;

import io.im2wav4j.core.io.FixedOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way of doing what the experiment asks about.
 *
 * @param name as "guidance 3"
 * @param overrides for each stage its settings otherwise than the base, by dotted key
 */
public record Variant(String name, Map<String, Map<String, String>> overrides) {

  /** Copies the maps. */
  public Variant {
    overrides = FixedOrder.copy(overrides);
  }

  /** The settings with the stage before the key, as {@code generation.low.guidance}. */
  public Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    overrides.forEach((stage, set) -> set.forEach((key, v) -> all.put(stage + "." + key, v)));
    return all;
  }

  /** What it sets of a stage, as {@code key=value}. */
  public List<String> overrides(String stage) {
    return assignments(overrides.getOrDefault(stage, Map.of()));
  }

  /** Settings as {@code key=value}, without {@code config}, which names a file. */
  static List<String> assignments(Map<String, String> settings) {
    return settings.entrySet().stream()
        .filter(e -> !e.getKey().equals(Experiment.CONFIG))
        .map(e -> e.getKey() + "=" + e.getValue())
        .toList();
  }

  /** The name as part of a file's name: letters and digits of any script, "_", "." and "-". */
  public String slug() {
    return name.replaceAll("[^\\p{L}\\p{M}\\p{Nd}_.]+", "-").replaceAll("^-+|-+$", "");
  }
}
