package io.im2wav4j.pipeline.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.protocol.SystemComparison;
import io.im2wav4j.experiments.plan.Experiment;
import io.im2wav4j.experiments.plan.ReferenceSystem;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.run.Outcomes;
import io.im2wav4j.experiments.stage.Output;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.StageRunner;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.nn.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The finished stages of an experiment become its result. Nothing in it depends on time or on how
 * often the work was interrupted.
 */
final class ResultAssembly {
  private static final double LEVEL = 0.95;

  /** Of many, those that sum a model up; its run has all. */
  private static final Set<String> MEASURES =
      Set.of("loss", "bitsPerCode", "bitsPerCodeWrongImage");

  private final ExperimentFile file;
  private final Experiment experiment;
  private final ExperimentPlan plan;
  private final StageRunner runner;
  private final Outcomes outcomes;
  private final Path base;
  private final Set<String> warnings = new LinkedHashSet<>();
  private Protocol protocol;

  /**
   * @param base the folder that paths in the result are relative to
   */
  ResultAssembly(
      ExperimentFile file, ExperimentPlan plan, StageRunner runner, Outcomes outcomes, Path base) {
    this.file = file;
    this.experiment = file.experiment();
    this.plan = plan;
    this.runner = runner;
    this.outcomes = outcomes;
    this.base = base.toAbsolutePath().normalize();
  }

  ExperimentResult result() {
    List<VariantResult> variants = new ArrayList<>();
    for (Variant variant : experiment.allVariants()) {
      variants.add(variant(variant));
    }
    List<SystemResult> references = new ArrayList<>();
    for (ReferenceSystem reference : experiment.references()) {
      system(() -> plan.evaluation(reference))
          .ifPresentOrElse(
              system -> references.add(system.withName(reference.title())),
              () -> warnings.add(reference.title() + " could not be scored"));
    }
    List<String> metrics = metrics(variants);
    List<Comparison> comparisons = comparisons(variants, references, metrics);
    return new ExperimentResult(
        file.name(),
        experiment.question(),
        experiment.expectation(),
        metrics,
        experiment.baseline(),
        protocol,
        variants,
        references,
        comparisons,
        List.copyOf(warnings),
        provenance());
  }

  /** Empty where it failed or its settings, or the baseline's, are impossible. */
  private Optional<SystemResult> system(Supplier<Stage> evaluation) {
    try {
      return scored(evaluation.get());
    } catch (UserError e) {
      return Optional.empty();
    }
  }

  private VariantResult variant(Variant variant) {
    Optional<SystemResult> system = system(() -> plan.evaluation(variant));
    String failure = system.isPresent() ? null : outcomes.failure(variant).orElse("not run yet");
    if (failure != null) {
      warnings.add(variant.name() + " has no numbers: " + failure);
    }
    return new VariantResult(
        variant.name(),
        variant.settings(),
        failure,
        system.isPresent() ? measures(variant) : List.of(),
        system.orElse(null),
        Map.of());
  }

  /** The last system of a finished evaluation, with paths relative to the result. */
  private Optional<SystemResult> scored(Stage stage) {
    Optional<Output> output = runner.find(stage);
    if (output.isEmpty()) {
      return Optional.empty();
    }
    EvaluationResult result = EvaluationStages.read(output.get());
    SystemResult system = result.systems().get(result.systems().size() - 1);
    warnings.addAll(result.warnings());
    if (protocol == null) {
      protocol = result.protocol();
    } else {
      for (String reason : protocol.comparableTo(result.protocol())) {
        warnings.add(system.name() + " was measured under another protocol: " + reason);
      }
    }
    return Optional.of(rebased(system, output.get().path()));
  }

  private SystemResult rebased(SystemResult system, Path from) {
    return system.withItems(
        system.items().stream().map(i -> i.withPaths(path -> rebased(path, from))).toList());
  }

  private String rebased(String path, Path from) {
    Path absolute = from.toAbsolutePath().resolve(path).normalize();
    return base.relativize(absolute).toString().replace('\\', '/');
  }

  /** What validation said of the models at their last step. */
  private List<MetricResult> measures(Variant variant) {
    List<MetricResult> all = new ArrayList<>();
    Map<String, Stage> models = plan.models(variant);
    for (ModelKind model : ModelKind.IM2WAV) {
      String name = model.toString();
      Path run = runner.find(models.get(name)).orElseThrow().path();
      JsonNode last = null;
      for (JsonNode line : RunFolder.open(run).metrics()) {
        last = line.has("validation") ? line.get("validation") : last;
      }
      if (last != null) {
        last.properties().stream()
            .filter(e -> MEASURES.contains(e.getKey()))
            .forEach(
                e ->
                    all.add(
                        new MetricResult(
                            name + " " + e.getKey(),
                            e.getKey().startsWith("bits") ? "bits" : "",
                            Direction.LOWER,
                            Interval.exact(e.getValue().asDouble()),
                            0,
                            "on the validation split")));
      }
    }
    return all;
  }

  /** Full names of the metrics that answer. */
  private List<String> metrics(List<VariantResult> variants) {
    Set<String> found = new LinkedHashSet<>();
    for (String wanted : experiment.metrics()) {
      boolean any = false;
      for (VariantResult variant : variants) {
        if (variant.system() != null) {
          for (MetricResult metric : variant.system().metrics()) {
            if (metric.name().startsWith(wanted)) {
              found.add(metric.name());
              any = true;
            }
          }
        }
      }
      if (!any) {
        warnings.add("the protocol has no metric '" + wanted + "'");
      }
    }
    return List.copyOf(found);
  }

  /** Variants and references with the baseline, where they have items in common. */
  private List<Comparison> comparisons(
      List<VariantResult> variants, List<SystemResult> references, List<String> metrics) {
    List<Comparison> all = new ArrayList<>();
    SystemResult baseline =
        variants.stream()
            .filter(v -> v.name().equals(experiment.baseline()))
            .findFirst()
            .map(VariantResult::system)
            .orElse(null);
    if (baseline == null) {
      warnings.add("the baseline " + experiment.baseline() + " has no numbers to compare with");
      return all;
    }
    Bootstrap bootstrap =
        new Bootstrap(protocol.settings().resamples(), LEVEL, protocol.settings().seed());
    List<SystemResult> others = new ArrayList<>();
    variants.stream().map(VariantResult::system).filter(s -> s != null).forEach(others::add);
    others.addAll(references);
    for (String metric : metrics) {
      Set<String> known = baseline.scoredIds(metric);
      for (SystemResult other : others) {
        if (!other.name().equals(baseline.name())
            && !Collections.disjoint(other.scoredIds(metric), known)) {
          all.add(SystemComparison.of(other, baseline, metric, bootstrap));
        }
      }
    }
    return SystemComparison.corrected(all);
  }

  private Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    Provenance here = Provenance.here(Map.of(), Map.of(), experiment.seed(), Engines.threads());
    facts.putAll(here.versions());
    facts.put("device", here.device());
    facts.put("experiment file", Hashes.sha256(file.file()));
    try {
      plan.models(experiment.baselineVariant())
          .forEach(
              (name, stage) ->
                  runner.find(stage).ifPresent(o -> facts.put("baseline " + name, o.hash())));
    } catch (UserError e) {
      facts.put("baseline", "impossible");
    }
    return facts;
  }
}
