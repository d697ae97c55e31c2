package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a results file.
 *
 * @param protocol how all numbers were measured
 * @param provenance what they were made from: inputs and their hashes, versions, machine
 * @param systems in the order to show
 * @param comparisons of systems item by item; may be empty
 * @param warnings what a reader must know before believing a number
 * @param demo the demo's summary, or null
 * @param subject name of the system that was asked about: the others are compared with it; null in
 *     files that do not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationResult(
    Protocol protocol,
    Map<String, String> provenance,
    List<SystemResult> systems,
    @Nullable List<Comparison> comparisons,
    List<String> warnings,
    @Nullable DemoResult demo,
    @Nullable String subject) {

  /** A result that does not say which of its systems was asked about. */
  public EvaluationResult(
      Protocol protocol,
      Map<String, String> provenance,
      List<SystemResult> systems,
      List<Comparison> comparisons,
      List<String> warnings,
      DemoResult demo) {
    this(protocol, provenance, systems, comparisons, warnings, demo, null);
  }

  /** Copies the collections. */
  public EvaluationResult {
    provenance = FixedOrder.copy(provenance);
    systems = List.copyOf(systems);
    comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
    warnings = List.copyOf(warnings);
  }

  /**
   * This result and the other's systems in one. Where the protocols differ, the joined systems'
   * notes and a warning say so, with the reasons.
   */
  public EvaluationResult with(EvaluationResult other) {
    List<String> reasons = protocol.comparableTo(other.protocol);
    List<SystemResult> joined = new ArrayList<>(systems);
    Set<String> notices = new LinkedHashSet<>(warnings);
    notices.addAll(other.warnings);
    for (SystemResult system : other.systems) {
      if (reasons.isEmpty()) {
        joined.add(system);
      } else {
        String notice = "measured under another protocol (" + String.join("; ", reasons) + ")";
        joined.add(
            system.withNote(system.note().isEmpty() ? notice : system.note() + "; " + notice));
        notices.add(system.name() + " was " + notice + ": its numbers are not comparable");
      }
    }
    Map<String, String> origins = FixedOrder.copy(other.provenance);
    origins.putAll(provenance);
    List<Comparison> all = new ArrayList<>(comparisons);
    all.addAll(other.comparisons);
    return new EvaluationResult(
        protocol, origins, joined, all, List.copyOf(notices), demo, subject);
  }

  /** The system of that name. */
  public Optional<SystemResult> system(String name) {
    return systems.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** This result with comparisons of the system that was asked about and others. */
  public EvaluationResult withComparisons(List<Comparison> pairs, String of) {
    return new EvaluationResult(protocol, provenance, systems, pairs, warnings, demo, of);
  }

  /** This result with a demo's summary. */
  public EvaluationResult withDemo(DemoResult summary) {
    return new EvaluationResult(
        protocol, provenance, systems, comparisons, warnings, summary, subject);
  }
}
