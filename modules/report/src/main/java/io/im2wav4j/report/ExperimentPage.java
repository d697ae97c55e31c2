package io.im2wav4j.report;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.chart.Chart;
import io.im2wav4j.report.chart.LineChart;
import io.im2wav4j.report.chart.ReferenceLine;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.KeyNumber;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.Section;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.StandardTerms;
import io.im2wav4j.report.text.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The page of an experiment: its question, and what came out. */
public final class ExperimentPage {
  /** Charts that are seen at first. */
  private static final int CHARTS = 2;

  private ExperimentPage() {}

  /**
   * The page.
   *
   * @param given its results
   * @param title of the page
   * @param listening pictures and sounds
   */
  public static Page of(ExperimentResult given, String title, ListeningSection listening) {
    ExperimentResult experiment = StandardTerms.of(given);
    EvaluationResult result = Variants.asEvaluation(experiment);
    MetricNotes notes =
        MetricNotes.of(
            experiment.warnings(),
            MetricNames.of(result.systems()).keySet(),
            result.systems().stream().map(SystemResult::name).toList());
    List<String> outcomes = outcomes(experiment, result);
    List<Section> sections = new ArrayList<>();
    if (listening.audible()) {
      sections.add(listening.section());
    }
    sections.add(new Section("numbers", "Numbers", numbers(experiment, result, outcomes, notes)));
    if (!listening.audible()) {
      sections.add(listening.section());
    }
    sections.add(new Section("metrics", "All metrics", metrics(experiment, result, notes), true));
    sections.add(
        new Section(
            "tests",
            "Significance tests",
            experiment.comparisons().isEmpty()
                ? List.of()
                : List.of(ComparisonTable.of(result, experiment.comparisons())),
            true));
    sections.add(models(experiment, result).fold());
    sections.add(ResultSections.confusions(result.systems()).fold());
    sections.add(VariantTables.settings(experiment).fold());
    sections.add(VariantTables.time(experiment).fold());
    sections.add(ResultSections.protocol(experiment.protocol()).fold());
    sections.add(ResultSections.provenance(experiment.provenance()).fold());
    return new Page(
        title,
        lead(experiment, outcomes),
        keys(experiment, result),
        notices(experiment, notes),
        sections);
  }

  /** What was asked, and what came out of the first metric. */
  private static List<String> lead(ExperimentResult experiment, List<String> outcomes) {
    List<String> text = new ArrayList<>();
    text.add("Question: " + experiment.question());
    text.add(
        "Outcome: "
            + (outcomes.isEmpty()
                ? "none; no variant has a value of a metric that was asked for."
                : outcomes.get(0)));
    return text;
  }

  /** What came out, metric by metric. */
  private static List<String> outcomes(ExperimentResult experiment, EvaluationResult result) {
    List<SystemResult> variants = variants(experiment, result);
    Map<String, MetricResult> metrics = MetricNames.of(variants);
    return experiment.metrics().stream()
        .filter(metrics::containsKey)
        .map(
            m ->
                Findings.outcome(
                    variants, metrics.get(m), experiment.baseline(), result.comparisons()))
        .toList();
  }

  private static List<SystemResult> variants(ExperimentResult experiment, EvaluationResult result) {
    return result.systems().subList(0, result.systems().size() - experiment.references().size());
  }

  /** The metric that answers, or the first of a paper's. */
  private static Optional<MetricResult> answer(
      ExperimentResult experiment, EvaluationResult result) {
    Map<String, MetricResult> metrics = MetricNames.of(variants(experiment, result));
    return experiment.metrics().stream()
        .map(metrics::get)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> PaperMetrics.first(variants(experiment, result)));
  }

  /** The variant with the best value of the metric that answers, else the baseline. */
  private static Optional<SystemResult> subject(
      ExperimentResult experiment, EvaluationResult result) {
    List<SystemResult> variants = variants(experiment, result);
    return answer(experiment, result)
        .flatMap(m -> Verdicts.leader(variants, m))
        .or(() -> result.system(experiment.baseline()))
        .or(() -> variants.stream().findFirst());
  }

  /** The baseline, then the references, ground truth first. */
  private static List<SystemResult> beside(
      ExperimentResult experiment, EvaluationResult result, SystemResult subject) {
    List<SystemResult> all = new ArrayList<>();
    result
        .system(experiment.baseline())
        .filter(s -> !s.name().equals(subject.name()))
        .ifPresent(all::add);
    Set<String> references = new LinkedHashSet<>();
    experiment.references().forEach(r -> references.add(r.name()));
    Systems.beside(result).stream().filter(s -> references.contains(s.name())).forEach(all::add);
    return all;
  }

  private static List<KeyNumber> keys(ExperimentResult experiment, EvaluationResult result) {
    Optional<MetricResult> metric = answer(experiment, result);
    Optional<SystemResult> subject = subject(experiment, result);
    if (metric.isEmpty() || subject.isEmpty()) {
      return List.of();
    }
    int variants = variants(experiment, result).size();
    String best =
        variants < 2 || metric.get().direction() == Direction.NEITHER
            ? ""
            : (metric.get().direction() == Direction.HIGHER ? "highest of " : "lowest of ")
                + variants
                + " variants";
    return KeyFigures.of(
        result, metric.get(), subject.get(), best, beside(experiment, result, subject.get()));
  }

  private static List<Block.Notice> notices(ExperimentResult experiment, MetricNotes notes) {
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
    notices.addAll(ResultSections.notices(notes.general()));
    return notices;
  }

  private static List<Block> numbers(
      ExperimentResult experiment,
      EvaluationResult result,
      List<String> outcomes,
      MetricNotes notes) {
    List<Block> blocks = new ArrayList<>();
    Optional<SystemResult> subject = subject(experiment, result);
    if (subject.isEmpty()) {
      blocks.add(new Block.Paragraph("No variant was done.", false));
      return blocks;
    }
    blocks.add(
        HeadlineTable.of(result, subject.get(), beside(experiment, result, subject.get()), notes));
    if (!experiment.expectation().isBlank()) {
      blocks.add(new Block.Paragraph("Expected: " + experiment.expectation(), false));
    }
    outcomes.stream().skip(1).forEach(text -> blocks.add(new Block.Paragraph(text, false)));
    List<Block.Figure> asked =
        figures(experiment, result, experiment.metrics().stream().limit(CHARTS).toList());
    if (!asked.isEmpty()) {
      blocks.add(new Block.Figures(asked));
    }
    return blocks;
  }

  private static List<Block> metrics(
      ExperimentResult experiment, EvaluationResult result, MetricNotes notes) {
    List<Block> blocks = new ArrayList<>();
    if (result.systems().isEmpty()) {
      return blocks;
    }
    Set<String> ofModels = ofModels(experiment);
    blocks.add(
        ResultTables.metrics(
            result,
            "metrics",
            "All variants, all metrics",
            "variant",
            m -> !ofModels.contains(m.name()),
            notes));
    Set<String> others = new LinkedHashSet<>(experiment.metrics());
    others.addAll(MetricNames.of(result.systems()).keySet());
    experiment.metrics().stream().limit(CHARTS).forEach(others::remove);
    others.removeAll(ofModels);
    List<Block.Figure> figures = figures(experiment, result, others);
    if (!figures.isEmpty()) {
      blocks.add(new Block.Figures(figures));
    }
    return blocks;
  }

  private static Section models(ExperimentResult experiment, EvaluationResult result) {
    Set<String> ofModels = ofModels(experiment);
    return new Section(
        "models",
        "The models by themselves",
        ofModels.isEmpty()
            ? List.of()
            : List.of(
                ResultTables.metrics(
                    result,
                    "models",
                    "What was measured of the models, without a sound",
                    "variant",
                    m -> ofModels.contains(m.name()),
                    MetricNotes.NONE)));
  }

  private static List<Block.Figure> figures(
      ExperimentResult experiment, EvaluationResult result, Collection<String> names) {
    Map<String, MetricResult> metrics = MetricNames.of(result.systems());
    return names.stream()
        .map(metrics::get)
        .filter(Objects::nonNull)
        .flatMap(m -> figure(experiment, result, m).stream())
        .toList();
  }

  /** Metrics of models that were not asked for: there are many of them, and none is of sounds. */
  private static Set<String> ofModels(ExperimentResult experiment) {
    Set<String> names = new LinkedHashSet<>();
    experiment.variants().forEach(v -> v.models().forEach(m -> names.add(m.name())));
    experiment.metrics().forEach(names::remove);
    return names;
  }

  /** A line where what varies is one number, bars elsewhere; nothing for a single value. */
  private static Optional<Block.Figure> figure(
      ExperimentResult experiment, EvaluationResult result, MetricResult metric) {
    Optional<Variants.Axis> axis = Variants.axis(experiment);
    if (axis.isEmpty()) {
      Set<String> references = new LinkedHashSet<>();
      experiment.references().forEach(r -> references.add(r.name()));
      return MetricCharts.bars(result, metric, references::contains);
    }
    Chart chart = line(experiment, result, metric, axis.get());
    return chart.rows().size() < 2
        ? Optional.empty()
        : Optional.of(MetricCharts.figure(metric, chart));
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
      references.add(new ReferenceLine(chance.name().replaceFirst(":$", ""), chance.value()));
    }
    return new LineChart(
        metric.name(), axis.name(), metric.unit(), metric.direction(), points, references);
  }
}
