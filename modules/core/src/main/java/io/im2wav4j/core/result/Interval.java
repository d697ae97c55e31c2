package io.im2wav4j.core.result;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.im2wav4j.core.io.MeasuredNumber;

/**
 * A value and how sure it is.
 *
 * @param estimate the value
 * @param low lower end
 * @param high upper end
 * @param level the interval's confidence, as 0.95; 0 where no interval was computed
 */
public record Interval(
    @JsonDeserialize(using = MeasuredNumber.class) double estimate,
    @JsonDeserialize(using = MeasuredNumber.class) double low,
    @JsonDeserialize(using = MeasuredNumber.class) double high,
    double level) {

  /** A value without an interval. */
  public static Interval exact(double value) {
    return new Interval(value, value, value, 0);
  }
}
