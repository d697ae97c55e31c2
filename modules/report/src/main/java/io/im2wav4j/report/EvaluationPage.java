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
import io.im2wav4j.report.page.KeyNumber;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.Section;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.StandardTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of an evaluation. */
public final class EvaluationPage {
  private EvaluationPage() {}

  /**
   * The page.
   *
   * @param given what was measured
   * @param title of the page
   * @param runs what was trained on what; may be empty
   * @param listening pictures and sounds
   */
  public static Page of(
      EvaluationResult given, String title, List<RunSummary> runs, ListeningSection listening) {
    EvaluationResult result = StandardTerms.of(given);
    DemoResult demo = result.demo();
    MetricNotes notes =
        MetricNotes.of(
            result.warnings(),
            MetricNames.of(result.systems()).keySet(),
            result.systems().stream().map(SystemResult::name).toList());
    List<String> lead =
        demo == null ? opening(Findings.of(result), result) : DemoSummary.lead(demo, result);
    List<Section> sections = new ArrayList<>();
    if (listening.audible()) {
      sections.add(listening.section());
    }
    sections.add(new Section("numbers", "Numbers", numbers(result, notes)));
    if (!listening.audible()) {
      sections.add(listening.section());
    }
    sections.add(metrics(result, notes).fold());
    sections.add(tests(result).fold());
    sections.add(classes(result).fold());
    sections.add(ResultSections.confusions(ordered(result)).fold());
    sections.add(ResultSections.training(runs).fold());
    sections.add(ResultSections.time(demo == null ? Map.of() : demo.secondsByStage()).fold());
    sections.add(ResultSections.protocol(result.protocol()).fold());
    // A demo's scenes have nothing to do with VGGSound.
    if (demo == null) {
      sections.add(ResultSections.published().fold());
    }
    sections.add(ResultSections.provenance(result.provenance()).fold());
    return new Page(title, lead, keys(result), ResultSections.notices(notes.general()), sections);
  }

  /** What was asked, and what came out of the metric that says most: the table has the rest. */
  private static List<String> opening(List<String> findings, EvaluationResult result) {
    List<String> lead = new ArrayList<>();
    findings.stream().limit(1).forEach(lead::add);
    PaperMetrics.first(result.systems())
        .flatMap(m -> findings.stream().filter(f -> f.startsWith("In " + m.name())).findFirst())
        .ifPresent(lead::add);
    return lead;
  }

  private static List<KeyNumber> keys(EvaluationResult result) {
    return PaperMetrics.first(result.systems())
        .map(m -> KeyFigures.of(result, m, Systems.main(result), "", Systems.beside(result)))
        .orElse(List.of());
  }

  private static List<Block> numbers(EvaluationResult result, MetricNotes notes) {
    List<Block> blocks = new ArrayList<>();
    if (result.systems().isEmpty()) {
      return blocks;
    }
    blocks.add(HeadlineTable.of(result, Systems.main(result), Systems.beside(result), notes));
    if (result.demo() != null) {
      DemoSummary.details(result.demo())
          .forEach(text -> blocks.add(new Block.Paragraph(text, true)));
    }
    List<Block.Figure> figures =
        shownLarge(result).flatMap(m -> figure(result, m).stream()).toList();
    if (!figures.isEmpty()) {
      blocks.add(new Block.Figures(figures));
    }
    return blocks;
  }

  /** The metrics whose charts are seen at first: accuracy and FAD. */
  private static Stream<MetricResult> shownLarge(EvaluationResult result) {
    List<MetricResult> paper = PaperMetrics.of(result.systems());
    return paper.stream()
        .filter(
            m ->
                MetricNames.plain(m.name()).equals("accuracy")
                    || MetricNames.plain(m.name()).equals("FAD"))
        .sorted(Comparator.comparing(m -> !MetricNames.plain(m.name()).equals("accuracy")));
  }

  private static Optional<Block.Figure> figure(EvaluationResult result, MetricResult metric) {
    return MetricCharts.bars(result, metric, Systems::isBound);
  }

  private static Section metrics(EvaluationResult result, MetricNotes notes) {
    if (result.systems().isEmpty()) {
      return new Section("metrics", "All metrics", List.of());
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        ResultTables.metrics(
            result, "metrics", "All systems, all metrics", "system", m -> true, notes));
    List<String> large = shownLarge(result).map(MetricResult::name).toList();
    List<Block.Figure> figures =
        MetricNames.of(result.systems()).values().stream()
            .filter(m -> !large.contains(m.name()))
            .flatMap(m -> figure(result, m).stream())
            .toList();
    if (!figures.isEmpty()) {
      blocks.add(new Block.Figures(figures));
    }
    return new Section("metrics", "All metrics", blocks);
  }

  private static Section tests(EvaluationResult result) {
    return new Section(
        "tests",
        "Significance tests",
        result.comparisons().isEmpty()
            ? List.of()
            : List.of(ComparisonTable.of(result, result.comparisons())));
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
        blocks.add(
            first
                ? table
                : new Block.Fold(system.name() + ", class by class", false, List.of(table)));
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
            system.name() + ", " + sample.name(),
            sample.unit(),
            sample.direction(),
            bars,
            chance(result, sample));
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
