package io.im2wav4j.core.result;

/**
 * One metric of one system.
 *
 * @param name with all that tells it from its relatives, as "Frechet distance (VGGish)"
 * @param unit as "%" or "nats"; empty where there is none
 * @param direction which way is good
 * @param value the value and its bootstrap interval
 * @param count how many clips it was measured on
 * @param note what a reader must know, or empty
 */
public record MetricResult(
    String name, String unit, Direction direction, Interval value, int count, String note) {}
