package io.im2wav4j.core.result;

/**
 * A value and how sure it is.
 *
 * @param estimate the value
 * @param low lower end
 * @param high upper end
 * @param level the interval's confidence, as 0.95; 0 where no interval was computed
 */
public record Interval(double estimate, double low, double high, double level) {

  /** A value without an interval. */
  public static Interval exact(double value) {
    return new Interval(value, value, value, 0);
  }
}
