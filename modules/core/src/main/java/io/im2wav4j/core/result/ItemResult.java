package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.im2wav4j.core.io.MeasuredNumber;
import io.im2wav4j.core.io.Nullable;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One generated sound and its scores. Paths are relative to the results file.
 *
 * @param id of the item
 * @param label the item's true class, or null
 * @param sample which of the item's sounds, from 0
 * @param image picture or video that the sound was made for, or null
 * @param generated WAV that was scored
 * @param reference WAV of the true sound, or null
 * @param predictedLabel the classifier's first choice, or null
 * @param scores by metric name
 * @param stretch what is meant of image and reference; null: their beginning
 * @param generatedStretch what was scored of {@code generated}; null: its beginning
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemResult(
    String id,
    @Nullable String label,
    int sample,
    @Nullable String image,
    String generated,
    @Nullable String reference,
    @Nullable String predictedLabel,
    @JsonDeserialize(contentUsing = MeasuredNumber.class) Map<String, Double> scores,
    @Nullable Stretch stretch,
    @Nullable Stretch generatedStretch) {

  /** A result whose files are meant from their beginning. */
  public ItemResult(
      String id,
      String label,
      int sample,
      String image,
      String generated,
      String reference,
      String predictedLabel,
      Map<String, Double> scores) {
    this(id, label, sample, image, generated, reference, predictedLabel, scores, null, null);
  }

  /** This result with each of its paths, where there is one, replaced. */
  public ItemResult withPaths(UnaryOperator<String> path) {
    return new ItemResult(
        id,
        label,
        sample,
        image == null ? null : path.apply(image),
        generated == null ? null : path.apply(generated),
        reference == null ? null : path.apply(reference),
        predictedLabel,
        scores,
        stretch,
        generatedStretch);
  }
}
