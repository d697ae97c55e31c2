package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Nullable;
import java.util.List;
import java.util.Map;

/**
 * One variant of an experiment.
 *
 * @param name as "guidance 3"
 * @param settings what it sets otherwise than the base, by dotted key
 * @param failure why it has no numbers, in one line; null where it was done
 * @param models what was measured of the models themselves, as bits per code; may be empty
 * @param system what its sounds scored; null where it failed
 * @param seconds wall-clock time by stage; stages that were reused are absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VariantResult(
    String name,
    Map<String, String> settings,
    @Nullable String failure,
    @Nullable List<MetricResult> models,
    @Nullable SystemResult system,
    @Nullable Map<String, Double> seconds) {

  /** Copies the collections. */
  public VariantResult {
    settings = FixedOrder.copy(settings);
    models = models == null ? List.of() : List.copyOf(models);
    seconds = seconds == null ? Map.of() : FixedOrder.copy(seconds);
  }
}
