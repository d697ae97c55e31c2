package io.im2wav4j.report.text;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Significance;
import io.im2wav4j.core.result.SystemResult;
import java.util.List;
import java.util.Optional;

/** When a difference counts as one. */
public final class Verdicts {
  /** A difference with a smaller probability under "no difference" counts. */
  public static final double LEVEL = 0.05;

  /** From fewer items nothing is claimed: their tests hold for many. */
  public static final int FEWEST = 10;

  private Verdicts() {}

  /** What a comparison tells. */
  public enum Verdict {
    /** One system is better by more than chance. */
    DIFFER,
    /** The difference may be chance. */
    ALIKE,
    /** One test says the one, another the other. */
    UNDECIDED,
    /** Fewer than {@link #FEWEST} items. */
    TOO_FEW
  }

  /**
   * What a comparison tells: two systems differ where all tests, corrected where they were, find a
   * small p-value and the interval leaves out zero.
   */
  public static Verdict of(Comparison c) {
    if (c.items() < FEWEST) {
      return Verdict.TOO_FEW;
    }
    boolean zeroInside =
        c.difference().level() > 0 && c.difference().low() <= 0 && c.difference().high() >= 0;
    boolean small = c.judgedPValue() < LEVEL;
    long others = c.others().stream().filter(o -> judged(o) < LEVEL).count();
    if (small && others == c.others().size() && !zeroInside) {
      return Verdict.DIFFER;
    }
    return small || others > 0 ? Verdict.UNDECIDED : Verdict.ALIKE;
  }

  private static double judged(Significance test) {
    return test.correctedPValue() == null ? test.pValue() : test.correctedPValue();
  }

  /** Whether the two systems differ by more than chance. */
  public static boolean differs(Comparison c) {
    return of(c) == Verdict.DIFFER;
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
