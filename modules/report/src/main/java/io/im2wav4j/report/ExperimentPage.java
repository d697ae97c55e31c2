package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.chart.BarChart;
import io.im2wav4j.report.chart.Chart;
import io.im2wav4j.report.chart.LineChart;
import io.im2wav4j.report.chart.ReferenceLine;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.Section;
import io.im2wav4j.report.text.MetricNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The page of an experiment: its question, and what came out. */
public final class ExperimentPage {
  private ExperimentPage() {}

  /**
   * The page.
   *
   * @param experiment its results
   * @param title of the page
   * @param listening pictures and sounds
   */
  public static Page of(ExperimentResult experiment, String title, ListeningSection listening) {
    EvaluationResult result = Variants.asEvaluation(experiment);
    NumberedWarnings warnings =
        NumberedWarnings.of(
            experiment.warnings(),
            MetricNames.of(result.systems()).keySet(),
            result.systems().stream().map(SystemResult::name).toList());
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section("answer", "The answer in numbers", answer(experiment, result, warnings)));
    sections.add(listening.section());
    sections.add(ResultSections.confusions(result.systems()));
    sections.add(VariantTables.settings(experiment));
    sections.add(VariantTables.time(experiment));
    sections.add(ResultSections.protocol(experiment.protocol()));
    sections.add(ResultSections.provenance(experiment.provenance()));
    return new Page(
        title, lead(experiment, result), List.of(), notices(experiment, warnings), sections);
  }

  private static List<String> lead(ExperimentResult experiment, EvaluationResult result) {
    List<String> text = new ArrayList<>();
    text.add("Question: " + experiment.question());
    if (experiment.expectation() != null && !experiment.expectation().isBlank()) {
      text.add("Expected: " + experiment.expectation());
    }
    List<SystemResult> variants =
        result.systems().subList(0, result.systems().size() - experiment.references().size());
    Map<String, MetricResult> metrics = MetricNames.of(variants);
    List<String> found = new ArrayList<>();
    for (String name : experiment.metrics()) {
      MetricResult metric = metrics.get(name);
      if (metric != null) {
        found.add(Findings.outcome(variants, metric, experiment.baseline(), result.comparisons()));
      }
    }
    if (found.isEmpty()) {
      text.add("Outcome: none; no variant has a value of a metric that was asked for.");
    } else {
      text.add("Outcome: " + found.get(0));
      text.addAll(found.subList(1, found.size()));
    }
    return text;
  }

  private static List<Block.Notice> notices(
      ExperimentResult experiment, NumberedWarnings warnings) {
    List<Block.Notice> notices = new ArrayList<>();
    List<String> failed =
        experiment.variants().stream()
            .filter(v -> v.failure() != null)
            .map(v -> v.name() + ": " + v.failure())
            .toList();
    if (!failed.isEmpty()) {
      notices.add(
          new Block.Notice(
              failed.size()
                  + " of "
                  + experiment.variants().size()
                  + " variants failed; the answer is without them",
              failed));
    }
    if (!warnings.general().isEmpty()) {
      notices.add(new Block.Notice("Before you believe a number", warnings.general()));
    }
    return notices;
  }

  private static List<Block> answer(
      ExperimentResult experiment, EvaluationResult result, NumberedWarnings warnings) {
    List<Block> blocks = new ArrayList<>();
    if (result.systems().isEmpty()) {
      blocks.add(new Block.Paragraph("No variant was done.", false));
      return blocks;
    }
    List<Block.Figure> asked = new ArrayList<>();
    List<Block.Figure> others = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(experiment.metrics());
    names.addAll(MetricNames.of(result.systems()).keySet());
    names.removeAll(ofModels(experiment));
    for (String name : names) {
      MetricResult metric = MetricNames.of(result.systems()).get(name);
      if (metric != null) {
        chart(experiment, result, metric)
            .map(c -> new Block.Figure(ResultSections.key(name), c))
            .ifPresent(experiment.metrics().contains(name) ? asked::add : others::add);
      }
    }
    if (!asked.isEmpty()) {
      blocks.add(new Block.Figures(asked));
    }
    Set<String> ofModels = ofModels(experiment);
    blocks.add(
        ResultTables.metrics(
            result,
            "metrics",
            "All variants, all metrics",
            "variant",
            m -> !ofModels.contains(m.name()),
            warnings));
    if (!experiment.comparisons().isEmpty()) {
      blocks.add(ComparisonTable.of(result, experiment.comparisons()));
    }
    if (!others.isEmpty()) {
      blocks.add(
          new Block.Fold("Charts of further metrics", false, List.of(new Block.Figures(others))));
    }
    if (!ofModels.isEmpty()) {
      blocks.add(
          new Block.Fold(
              "The models by themselves",
              false,
              List.of(
                  ResultTables.metrics(
                      result,
                      "models",
                      "What was measured of the models, without a sound",
                      "variant",
                      m -> ofModels.contains(m.name()),
                      NumberedWarnings.of(List.of(), Set.of(), Set.of())))));
    }
    return blocks;
  }

  /** Metrics of models that were not asked for: there are many of them, and none is of sounds. */
  private static Set<String> ofModels(ExperimentResult experiment) {
    Set<String> names = new LinkedHashSet<>();
    experiment.variants().forEach(v -> v.models().forEach(m -> names.add(m.name())));
    experiment.metrics().forEach(names::remove);
    return names;
  }

  /** A line where what varies is one number, bars elsewhere; nothing for a single value. */
  private static Optional<Chart> chart(
      ExperimentResult experiment, EvaluationResult result, MetricResult metric) {
    Optional<Variants.Axis> axis = Variants.axis(experiment);
    Chart chart =
        axis.isPresent()
            ? line(experiment, result, metric, axis.get())
            : bars(experiment, result, metric);
    return chart.rows().size() < 2 ? Optional.empty() : Optional.of(chart);
  }

  private static Chart line(
      ExperimentResult experiment,
      EvaluationResult result,
      MetricResult metric,
      Variants.Axis axis) {
    List<LineChart.Point> points = new ArrayList<>();
    axis.values()
        .forEach(
            (variant, x) ->
                result
                    .system(variant)
                    .flatMap(s -> s.metric(metric.name()))
                    .filter(m -> Double.isFinite(m.value().estimate()))
                    .ifPresent(m -> points.add(new LineChart.Point(x, variant, m.value()))));
    points.sort(Comparator.comparingDouble(LineChart.Point::x));
    List<ReferenceLine> references = new ArrayList<>();
    for (SystemResult reference : experiment.references()) {
      reference
          .metric(metric.name())
          .filter(m -> Double.isFinite(m.value().estimate()))
          .ifPresent(
              m -> references.add(new ReferenceLine(reference.name(), m.value().estimate())));
    }
    ReferenceLine chance = EvaluationPage.chance(result, metric);
    if (chance != null) {
      references.add(chance);
    }
    return new LineChart(metric.name(), axis.name(), metric.unit(), points, references);
  }

  private static Chart bars(
      ExperimentResult experiment, EvaluationResult result, MetricResult metric) {
    Set<String> bounds = new LinkedHashSet<>();
    experiment.references().forEach(r -> bounds.add(r.name()));
    BarChart plain =
        BarChart.ofMetric(
            metric.name(), result, metric.name(), EvaluationPage.chance(result, metric));
    return new BarChart(
        plain.name(),
        plain.unit(),
        plain.bars().stream()
            .map(b -> new BarChart.Bar(b.name(), b.value(), bounds.contains(b.name())))
            .toList(),
        plain.reference());
  }
}
