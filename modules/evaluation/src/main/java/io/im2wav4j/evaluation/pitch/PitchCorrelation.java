package io.im2wav4j.evaluation.pitch;

import io.im2wav4j.core.result.Interval;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.SpearmanCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether pitch follows drawn size: the rank correlation within each kind of source, over all
 * pitched kinds together. -1 where the bigger always sounds lower.
 */
public final class PitchCorrelation {
  private PitchCorrelation() {}

  /**
   * One sound.
   *
   * @param kind of its source
   * @param size as drawn, any unit
   * @param hertz its pitch, or empty
   */
  public record Measurement(String kind, double size, OptionalDouble hertz) {}

  /**
   * The correlation.
   *
   * @param value with its bootstrap interval; not a number where too few sounds have a pitch
   * @param measured sounds with a pitch
   * @param unpitched sounds in which no pitch was found, left out
   */
  public record Result(Interval value, int measured, int unpitched) {}

  /** The correlation over sounds of pitched kinds. */
  public static Result of(List<Measurement> sounds, Bootstrap bootstrap) {
    List<Measurement> pitched = sounds.stream().filter(s -> s.hertz().isPresent()).toList();
    Interval value =
        pitched.isEmpty()
            ? Interval.exact(Double.NaN)
            : bootstrap.of(pitched.size(), rows -> correlation(pitched, rows));
    return new Result(value, pitched.size(), sounds.size() - pitched.size());
  }

  private static double correlation(List<Measurement> all, int[] rows) {
    List<String> kinds = new ArrayList<>();
    for (int row : rows) {
      kinds.add(all.get(row).kind());
    }
    double[] sizes = Arrays.stream(rows).mapToDouble(i -> all.get(i).size()).toArray();
    double[] pitches =
        Arrays.stream(rows).mapToDouble(i -> all.get(i).hertz().getAsDouble()).toArray();
    return SpearmanCorrelation.withinGroups(kinds, sizes, pitches);
  }
}
