package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Nullable;
import java.util.Map;

/**
 * The demo in a few numbers; shares are 0 to 1.
 *
 * @param accuracy of sounds generated for held-out images
 * @param trueAccuracy of the held-out items' true sounds
 * @param shuffledAccuracy of sounds generated for another item's image
 * @param reconstructionAccuracy of true sounds after the VQ-VAE's codes
 * @param accuracyByGuidance by guidance scale, as "3"
 * @param sizePitchCorrelation rank correlation of drawn size and generated pitch, or null
 * @param secondsByStage wall-clock time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoResult(
    double accuracy,
    double trueAccuracy,
    double shuffledAccuracy,
    double reconstructionAccuracy,
    Map<String, Double> accuracyByGuidance,
    @Nullable Double sizePitchCorrelation,
    Map<String, Double> secondsByStage) {

  /** This summary with one more stage. */
  public DemoResult withSeconds(String stage, double seconds) {
    Map<String, Double> all = FixedOrder.copy(secondsByStage);
    all.put(stage, seconds);
    return new DemoResult(
        accuracy,
        trueAccuracy,
        shuffledAccuracy,
        reconstructionAccuracy,
        accuracyByGuidance,
        sizePitchCorrelation,
        all);
  }
}
