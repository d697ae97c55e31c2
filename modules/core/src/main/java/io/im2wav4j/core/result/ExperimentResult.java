package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Nullable;
import java.util.List;
import java.util.Map;

/**
 * The answer to the question of an experiment: its results.json.
 *
 * @param name of the experiment, as "guidance"
 * @param question that it asks, in one sentence
 * @param expectation before it was run, in one sentence; may be empty
 * @param metrics names of the metrics that answer the question, the first foremost
 * @param baseline name of the variant that the others are compared with
 * @param protocol how all numbers were measured; null where no variant was scored
 * @param variants in the order of the experiment's file
 * @param references systems that bound the numbers, as the true sounds; may be empty
 * @param comparisons of variants with the baseline, item by item
 * @param warnings what a reader must know before believing a number
 * @param provenance inputs and their hashes, versions, machine
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentResult(
    String name,
    String question,
    @Nullable String expectation,
    List<String> metrics,
    String baseline,
    @Nullable Protocol protocol,
    List<VariantResult> variants,
    @Nullable List<SystemResult> references,
    @Nullable List<Comparison> comparisons,
    @Nullable List<String> warnings,
    Map<String, String> provenance) {

  /** Copies the collections. */
  public ExperimentResult {
    expectation = expectation == null ? "" : expectation;
    metrics = List.copyOf(metrics);
    variants = List.copyOf(variants);
    references = references == null ? List.of() : List.copyOf(references);
    comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    provenance = FixedOrder.copy(provenance);
  }
}
