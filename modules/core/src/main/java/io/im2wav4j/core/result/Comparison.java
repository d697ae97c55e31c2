package io.im2wav4j.core.result;

/**
 * Two systems on the same items.
 *
 * @param metric name of the metric
 * @param first system
 * @param second system
 * @param difference mean of first - second
 * @param pValue two-sided, of the paired bootstrap
 * @param items that both scored
 */
public record Comparison(
    String metric, String first, String second, Interval difference, double pValue, int items) {}
