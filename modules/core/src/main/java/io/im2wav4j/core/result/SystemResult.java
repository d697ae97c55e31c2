package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.Nullable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one system (a model with its settings, or the true sounds) scored.
 *
 * @param name as "guidance 3" or "true sounds"
 * @param note what tells it from the others, or why its numbers are not comparable; may be empty
 * @param metrics in the order to show
 * @param confusion of the classifier, or null
 * @param classes what it scored on the items of each class; may be empty
 * @param items one row for each sound
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemResult(
    String name,
    String note,
    List<MetricResult> metrics,
    @Nullable ConfusionMatrix confusion,
    @Nullable List<ClassResult> classes,
    List<ItemResult> items) {

  /** Copies the lists. */
  public SystemResult {
    metrics = List.copyOf(metrics);
    classes = classes == null ? List.of() : List.copyOf(classes);
    items = List.copyOf(items);
  }

  /** The metric of that name. */
  public Optional<MetricResult> metric(String metricName) {
    return metrics.stream().filter(m -> m.name().equals(metricName)).findFirst();
  }

  /** This result with another note. */
  public SystemResult withNote(String newNote) {
    return new SystemResult(name, newNote, metrics, confusion, classes, items);
  }

  /** This result under another name. */
  public SystemResult withName(String newName) {
    return new SystemResult(newName, note, metrics, confusion, classes, items);
  }

  /** This result with other metrics. */
  public SystemResult withMetrics(List<MetricResult> newMetrics) {
    return new SystemResult(name, note, newMetrics, confusion, classes, items);
  }

  /** This result with other rows. */
  public SystemResult withItems(List<ItemResult> newItems) {
    return new SystemResult(name, note, metrics, confusion, classes, newItems);
  }

  /** Ids of the items that have a score of that metric. */
  public Set<String> scoredIds(String metricName) {
    return items.stream()
        .filter(item -> item.scores().get(metricName) != null)
        .map(ItemResult::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
