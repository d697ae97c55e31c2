package io.im2wav4j.pipeline.benchmark;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.SystemResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A system's sounds from the best to the worst.
 *
 * @param system its name
 * @param metric they are ranked by
 * @param items the best first
 */
public record RankedSounds(String system, String metric, List<ItemResult> items) {
  /**
   * Ranks by the CLIP-score where there is one, for accuracy is only right or wrong; empty where no
   * sound has a score of its own.
   */
  public static Optional<RankedSounds> of(SystemResult system) {
    return system.items().stream()
        .flatMap(item -> item.scores().keySet().stream())
        .distinct()
        .max(Comparator.comparing(name -> name.startsWith("CLIP-score")))
        .map(metric -> by(metric, system));
  }

  private static RankedSounds by(String metric, SystemResult system) {
    double sign =
        system.metric(metric).filter(m -> m.direction() == Direction.LOWER).isPresent() ? 1 : -1;
    return new RankedSounds(
        system.name(),
        metric,
        system.items().stream()
            .filter(item -> item.scores().containsKey(metric))
            .sorted(Comparator.comparing(item -> sign * item.scores().get(metric)))
            .toList());
  }

  /** The first n, or all. */
  public List<ItemResult> best(int n) {
    return items.subList(0, Math.min(n, items.size()));
  }

  /** The last n, or all; the worst last. */
  public List<ItemResult> worst(int n) {
    return items.subList(Math.max(0, items.size() - n), items.size());
  }
}
