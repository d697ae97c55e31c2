package io.im2wav4j.report;

import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.chart.BarChart;
import io.im2wav4j.report.chart.ReferenceLine;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.Section;
import io.im2wav4j.report.text.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of an evaluation. */
public final class EvaluationPage {
  private EvaluationPage() {}

  /**
   * The page.
   *
   * @param result what was measured
   * @param title of the page
   * @param runs what was trained on what; may be empty
   * @param listening pictures and sounds
   */
  public static Page of(
      EvaluationResult result, String title, List<RunSummary> runs, ListeningSection listening) {
    DemoResult demo = result.demo();
    Map<String, MetricResult> metrics = MetricNames.of(result.systems());
    NumberedWarnings warnings =
        NumberedWarnings.of(
            result.warnings(),
            metrics.keySet(),
            result.systems().stream().map(SystemResult::name).toList());
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("metrics", "Metrics", measured(result, warnings)));
    sections.add(listening.section());
    sections.add(classes(result));
    sections.add(ResultSections.confusions(ordered(result)));
    sections.add(ResultSections.training(runs));
    sections.add(ResultSections.time(demo == null ? Map.of() : demo.secondsByStage()));
    sections.add(ResultSections.protocol(result.protocol()));
    // A demo's scenes have nothing to do with VGGSound.
    if (demo == null) {
      sections.add(ResultSections.published());
    }
    sections.add(ResultSections.provenance(result.provenance()));
    return new Page(
        title,
        demo == null ? Findings.of(result) : DemoSummary.lead(demo, result),
        demo == null ? List.of() : DemoSummary.keys(demo),
        warnings.general().isEmpty()
            ? List.of()
            : List.of(new Block.Notice("Before you believe a number", warnings.general())),
        sections);
  }

  private static List<Block> measured(EvaluationResult result, NumberedWarnings warnings) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        ResultTables.metrics(
            result, "metrics", "All systems, all metrics", "system", m -> true, warnings));
    if (!result.comparisons().isEmpty()) {
      blocks.add(ComparisonTable.of(result, result.comparisons()));
    }
    List<Block.Figure> figures = new ArrayList<>();
    for (MetricResult metric : MetricNames.of(result.systems()).values()) {
      BarChart chart =
          BarChart.ofMetric(metric.name(), result, metric.name(), chance(result, metric));
      if (chart.bars().size() > 1 || chart.bars().size() == 1 && chart.reference() != null) {
        figures.add(new Block.Figure(ResultSections.key(metric.name()), chart));
      }
    }
    if (!figures.isEmpty()) {
      blocks.add(new Block.Figures(figures));
    }
    return blocks;
  }

  /** What guessing would score, for accuracies; null for other metrics. */
  static ReferenceLine chance(EvaluationResult result, MetricResult metric) {
    if (!metric.name().startsWith("accuracy") || !metric.unit().equals("%")) {
      return null;
    }
    // Results of before count the items' classes.
    Map<String, Double> guessing =
        result.systems().stream()
            .flatMap(s -> s.metrics().stream())
            .filter(m -> metric.name().startsWith(m.name()) && m.details().containsKey("chance"))
            .findFirst()
            .map(MetricResult::details)
            .orElse(Map.of());
    long classes =
        guessing
            .getOrDefault("classes", (double) Systems.classes(Systems.main(result)))
            .longValue();
    double chance = guessing.getOrDefault("chance", 100.0 / Math.max(1, classes));
    boolean one = Math.abs(chance * classes - 100) < 1e-9;
    return classes > 1
        ? new ReferenceLine(
            "chance, " + (one ? "one of " : "guessing among ") + classes + " classes:", chance)
        : null;
  }

  private static Section classes(EvaluationResult result) {
    SystemResult main = Systems.main(result);
    List<Block> blocks = new ArrayList<>();
    for (SystemResult system : ordered(result)) {
      if (!system.classes().isEmpty()) {
        Block table = ResultTables.classes(system, "classes-" + ResultSections.key(system.name()));
        boolean first = system.name().equals(main.name());
        blocks.add(first ? table : new Block.Fold(system.name(), false, List.of(table)));
        if (first) {
          byClass(system, result).ifPresent(blocks::add);
        }
      }
    }
    return new Section("classes", "Class by class", blocks);
  }

  /** The accuracy of each class as bars. */
  private static Optional<Block> byClass(SystemResult system, EvaluationResult result) {
    List<BarChart.Bar> bars = new ArrayList<>();
    MetricResult sample = null;
    for (ClassResult c : system.classes()) {
      for (MetricResult m : c.metrics()) {
        if (m.name().startsWith("accuracy")) {
          bars.add(new BarChart.Bar(c.label(), m.value(), false));
          sample = m;
        }
      }
    }
    if (sample == null) {
      return Optional.empty();
    }
    BarChart chart =
        new BarChart(
            system.name() + ", " + sample.name(), sample.unit(), bars, chance(result, sample));
    return Optional.of(new Block.Figures(List.of(new Block.Figure("accuracy-by-class", chart))));
  }

  /** The main system first, then the others as they come. */
  private static List<SystemResult> ordered(EvaluationResult result) {
    SystemResult main = Systems.main(result);
    List<SystemResult> all = new ArrayList<>(List.of(main));
    result.systems().stream().filter(s -> !s.name().equals(main.name())).forEach(all::add);
    return all;
  }
}
