package io.im2wav4j.report.text;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import java.util.List;
import java.util.Optional;

/** When a difference counts as one. */
public final class Verdicts {
  /** A difference with a smaller probability under "no difference" counts. */
  public static final double LEVEL = 0.05;

  private Verdicts() {}

  /**
   * Whether the two systems differ: the p-value, corrected where it was, is small and the interval
   * leaves out zero.
   */
  public static boolean differs(Comparison c) {
    boolean zeroInside =
        c.difference().level() > 0 && c.difference().low() <= 0 && c.difference().high() >= 0;
    return c.judgedPValue() < LEVEL && !zeroInside;
  }

  /** Whether {@code first} is the better one, by more than chance. */
  public static boolean firstIsBetter(Comparison c, Direction direction) {
    double gain =
        switch (direction) {
          case HIGHER -> c.difference().estimate();
          case LOWER -> -c.difference().estimate();
          case NEITHER -> 0;
        };
    return gain > 0 && differs(c);
  }

  /**
   * The system with the best value of a metric, provided that it was compared with the next best
   * and is better.
   *
   * @param systems among which to look
   */
  public static Optional<String> best(
      List<SystemResult> systems, MetricResult metric, List<Comparison> comparisons) {
    Optional<String> best = leader(systems, metric).map(SystemResult::name);
    Optional<String> next =
        leader(systems.stream().filter(s -> !best.equals(Optional.of(s.name()))).toList(), metric)
            .map(SystemResult::name);
    if (next.isEmpty()) {
      return Optional.empty();
    }
    return best.filter(
        name ->
            comparisons.stream()
                .filter(c -> c.metric().equals(metric.name()))
                .map(c -> c.first().equals(name) ? c : Comparisons.turned(c))
                .anyMatch(
                    c ->
                        c.first().equals(name)
                            && c.second().equals(next.get())
                            && firstIsBetter(c, metric.direction())));
  }

  /** The system with the best value, whether it differs from the others or not. */
  public static Optional<SystemResult> leader(List<SystemResult> systems, MetricResult metric) {
    double sign =
        switch (metric.direction()) {
          case HIGHER -> 1;
          case LOWER -> -1;
          case NEITHER -> 0;
        };
    return sign == 0
        ? Optional.empty()
        : systems.stream()
            .filter(s -> Double.isFinite(value(s, metric.name())))
            .reduce(
                (a, b) -> sign * value(b, metric.name()) > sign * value(a, metric.name()) ? b : a);
  }

  private static double value(SystemResult system, String metric) {
    return system.metric(metric).map(m -> m.value().estimate()).orElse(Double.NaN);
  }
}
