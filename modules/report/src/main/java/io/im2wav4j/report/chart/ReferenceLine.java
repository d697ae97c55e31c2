package io.im2wav4j.report.chart;

/**
 * A value that a dashed line marks, as chance.
 *
 * @param name what it is
 * @param value where it is
 */
public record ReferenceLine(String name, double value) {}
