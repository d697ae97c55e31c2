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
   * The system with the best value of a metric, provided that it was compared with another one and
   * is better than each that it was compared with.
   *
   * @param systems among which to look
   */
  public static Optional<String> best(
      List<SystemResult> systems, MetricResult metric, List<Comparison> comparisons) {
    Optional<SystemResult> best = leader(systems, metric);
    if (best.isEmpty()) {
      return Optional.empty();
    }
    String name = best.get().name();
    List<Comparison> own =
        comparisons.stream()
            .filter(c -> c.metric().equals(metric.name()))
            .filter(c -> among(systems, c.first()) && among(systems, c.second()))
            .filter(c -> c.first().equals(name) || c.second().equals(name))
            .map(c -> c.first().equals(name) ? c : Comparisons.turned(c))
            .toList();
    boolean proven =
        !own.isEmpty() && own.stream().allMatch(c -> firstIsBetter(c, metric.direction()));
    return proven ? Optional.of(name) : Optional.empty();
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

  private static boolean among(List<SystemResult> systems, String name) {
    return systems.stream().anyMatch(s -> s.name().equals(name));
  }

  private static double value(SystemResult system, String metric) {
    return system.metric(metric).map(m -> m.value().estimate()).orElse(Double.NaN);
  }
}
