package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.Nullable;
import java.util.List;

/**
 * Two systems on the same items.
 *
 * @param metric name of the metric
 * @param first system
 * @param second system
 * @param difference mean of first - second
 * @param pValue two-sided, of {@code test}
 * @param items that both scored
 * @param test that the p-value is of
 * @param correctedPValue the p-value after Holm's correction over the comparisons of the result;
 *     null in old files
 * @param others further tests of the same difference; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
    String metric,
    String first,
    String second,
    Interval difference,
    double pValue,
    int items,
    @Nullable String test,
    @Nullable Double correctedPValue,
    @Nullable List<Significance> others) {
  /** The test of {@code pValue} in files that do not say. */
  public static final String PAIRED_BOOTSTRAP = "paired bootstrap";

  /** Copies the list. */
  public Comparison {
    test = test == null ? PAIRED_BOOTSTRAP : test;
    others = others == null ? List.of() : List.copyOf(others);
  }

  /** A comparison by the paired bootstrap, not corrected. */
  public Comparison(
      String metric, String first, String second, Interval difference, double pValue, int items) {
    this(metric, first, second, difference, pValue, items, PAIRED_BOOTSTRAP, null, List.of());
  }

  /** The p-value to judge by: corrected where it was. */
  public double judgedPValue() {
    return correctedPValue == null ? pValue : correctedPValue;
  }

  /** This comparison with corrected p-values: its own, then those of the further tests. */
  public Comparison corrected(double pValueCorrected, List<Significance> othersCorrected) {
    return new Comparison(
        metric, first, second, difference, pValue, items, test, pValueCorrected, othersCorrected);
  }
}
