package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.MeasuredNumber;
import io.im2wav4j.core.io.Nullable;
import java.util.Map;

/**
 * One metric of one system.
 *
 * @param name with all that tells it from its relatives, as "Frechet distance (VGGish)"
 * @param unit as "%" or "nats"; empty where there is none
 * @param direction which way is good
 * @param value the value and its bootstrap interval
 * @param count how many clips it was measured on
 * @param note what a reader must know, or empty
 * @param details further numbers that belong to the value, by name, as the "slope" of a fit; may be
 *     empty
 */
public record MetricResult(
    String name,
    String unit,
    Direction direction,
    Interval value,
    int count,
    String note,
    @Nullable
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonDeserialize(contentUsing = MeasuredNumber.class)
        Map<String, Double> details) {

  /** Copies the map. */
  public MetricResult {
    details = details == null ? Map.of() : FixedOrder.copy(details);
  }

  /** A metric without further numbers. */
  public MetricResult(
      String name, String unit, Direction direction, Interval value, int count, String note) {
    this(name, unit, direction, value, count, note, Map.of());
  }
}
