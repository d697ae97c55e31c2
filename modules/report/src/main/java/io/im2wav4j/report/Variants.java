package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variants of an experiment as systems, and what varies among them. */
public final class Variants {
  private static final Pattern LAST_NUMBER = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)\\D*$");

  private Variants() {}

  /** Variants that were done, then the references, as an evaluation. */
  public static EvaluationResult asEvaluation(ExperimentResult experiment) {
    List<SystemResult> systems = new ArrayList<>();
    for (VariantResult variant : experiment.variants()) {
      if (variant.failure() == null) {
        systems.add(asSystem(variant));
      }
    }
    systems.addAll(experiment.references());
    return new EvaluationResult(
        experiment.protocol(),
        experiment.provenance(),
        systems,
        experiment.comparisons(),
        experiment.warnings(),
        null);
  }

  private static SystemResult asSystem(VariantResult variant) {
    SystemResult system = variant.system();
    List<MetricResult> metrics = new ArrayList<>();
    if (system != null) {
      metrics.addAll(system.metrics());
    }
    metrics.addAll(variant.models());
    return new SystemResult(
        variant.name(),
        system == null ? "" : system.note(),
        metrics,
        system == null ? null : system.confusion(),
        system == null ? List.of() : system.classes(),
        system == null ? List.of() : system.items());
  }

  /** Keys of settings that are not the same in all variants. */
  static List<String> varying(ExperimentResult experiment) {
    Set<String> keys = new LinkedHashSet<>();
    experiment.variants().forEach(v -> keys.addAll(v.settings().keySet()));
    return keys.stream()
        .filter(
            k ->
                experiment.variants().stream().map(v -> v.settings().get(k)).distinct().count() > 1)
        .toList();
  }

  /**
   * A setting that is one number in each variant.
   *
   * @param name of the setting
   * @param values by variant
   */
  record Axis(String name, Map<String, Double> values) {}

  /**
   * The setting, if what varies is one number, or several settings of one number. A variant that
   * keeps the base's value, and so does not name the setting, is placed by the number that ends its
   * name, provided that the others' names end in their values too.
   */
  static Optional<Axis> axis(ExperimentResult experiment) {
    List<String> keys = varying(experiment);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> values = new LinkedHashMap<>();
    boolean named = true;
    List<VariantResult> silent = new ArrayList<>();
    for (VariantResult variant : experiment.variants()) {
      List<String> texts = keys.stream().map(variant.settings()::get).distinct().toList();
      if (texts.size() != 1) {
        return Optional.empty();
      }
      if (texts.get(0) == null) {
        silent.add(variant);
        continue;
      }
      OptionalDouble value = number(texts.get(0));
      if (value.isEmpty() || values.containsValue(value.getAsDouble())) {
        return Optional.empty();
      }
      values.put(variant.name(), value.getAsDouble());
      named &= endOf(variant.name()).equals(value);
    }
    for (VariantResult variant : silent) {
      OptionalDouble value = endOf(variant.name());
      if (!named || value.isEmpty() || values.containsValue(value.getAsDouble())) {
        return Optional.empty();
      }
      values.put(variant.name(), value.getAsDouble());
    }
    return values.size() < 2
        ? Optional.empty()
        : Optional.of(new Axis(String.join(", ", keys), values));
  }

  private static OptionalDouble endOf(String name) {
    Matcher m = LAST_NUMBER.matcher(name);
    return m.find() ? number(m.group(1)) : OptionalDouble.empty();
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
