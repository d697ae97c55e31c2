package io.im2wav4j.evaluation.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of a classifier's classes count as right for an item's label, as ImageHear maps AudioSet's
 * 527 classes to its 30. A label that the map does not name stands for the class of the same name.
 *
 * @param accepted an item's label to the classes that count as right
 */
public record LabelMap(Map<String, Set<String>> accepted) {

  /** Copies the map. */
  public LabelMap {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    accepted.forEach((label, classes) -> copy.put(label, Set.copyOf(classes)));
    accepted = Map.copyOf(copy);
  }

  /** Label and class have the same name. */
  public static LabelMap identity() {
    return new LabelMap(Map.of());
  }

  /** Whether {@code predicted} is right for an item of {@code label}. */
  public boolean accepts(String label, String predicted) {
    return accepted.getOrDefault(label, Set.of(label)).contains(predicted);
  }

  /** Those of {@code labels} for which no class of {@code classes} counts as right, sorted. */
  public Set<String> unreachable(Collection<String> labels, Collection<String> classes) {
    Set<String> out = new TreeSet<>();
    for (String label : labels) {
      if (classes.stream().noneMatch(c -> accepts(label, c))) {
        out.add(label);
      }
    }
    return out;
  }
}
