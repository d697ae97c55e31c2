package io.im2wav4j.report;

import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.page.DataTable;
import io.im2wav4j.report.page.DataTable.Cell;
import io.im2wav4j.report.page.DataTable.Column;
import io.im2wav4j.report.page.DataTable.CsvData;
import io.im2wav4j.report.page.DataTable.Row;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Results as tables. */
final class ResultTables {
  private ResultTables() {}

  /**
   * One row a system, one column a metric.
   *
   * @param key of the table
   * @param first heading of the systems' names
   * @param shown which metrics
   */
  static DataTable metrics(
      EvaluationResult result,
      String key,
      String caption,
      String first,
      Predicate<MetricResult> shown,
      MetricNotes given) {
    Map<String, MetricResult> metrics = new LinkedHashMap<>(MetricNames.of(result.systems()));
    metrics.values().removeIf(shown.negate());
    MetricNotes warnings = given.of(metrics.keySet(), true);
    List<SystemResult> contenders = Systems.contenders(result.systems());
    List<Column> columns = new ArrayList<>(List.of(new Column(first, "", false)));
    List<List<String>> csv = new ArrayList<>();
    Set<String> notes = new LinkedHashSet<>();
    boolean anyBest = false;
    metrics.forEach((name, sample) -> columns.add(column(sample, warnings.marks(name))));
    List<Row> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.text(system.name()));
      for (MetricResult sample : metrics.values()) {
        boolean best =
            Verdicts.best(contenders, sample, result.comparisons())
                .filter(system.name()::equals)
                .isPresent();
        anyBest |= best;
        cells.add(system.metric(sample.name()).map(m -> cell(m, best)).orElse(Cell.text("")));
      }
      rows.add(new Row(cells));
      system.metrics().stream().filter(shown).forEach(m -> csv.add(line(system, m)));
      if (!system.note().isEmpty()) {
        notes.add(system.name() + ": " + system.note());
      }
    }
    List<String> below = new ArrayList<>();
    below.add(smallFigures(result, metrics.keySet(), anyBest));
    below.addAll(metricNotes(metrics.values()));
    below.addAll(details(metrics.values(), result.systems()));
    below.addAll(notes);
    below.addAll(warnings.texts());
    below.removeIf(String::isEmpty);
    return new DataTable(
        key,
        caption,
        columns,
        rows,
        below,
        new CsvData(
            List.of(
                "system", "metric", "unit", "estimate", "low", "high", "level", "count", "note"),
            csv));
  }

  private static Column column(MetricResult sample, String marks) {
    List<String> details = new ArrayList<>();
    details.add(MetricNames.network(sample.name()));
    details.add(MetricNames.direction(sample.direction()));
    details.removeIf(String::isEmpty);
    return new Column(
        MetricNames.plain(sample.name())
            + (sample.unit().isEmpty() ? "" : ", " + sample.unit())
            + (marks.isEmpty() ? "" : " " + marks),
        String.join(", ", details),
        true);
  }

  private static Cell cell(MetricResult m, boolean best) {
    double value = m.value().estimate();
    return new Cell(Numbers.value(value), Numbers.range(m.value()), Double.toString(value), best);
  }

  /** Each note once, with the metrics that it is of. */
  private static List<String> metricNotes(Collection<MetricResult> metrics) {
    Map<String, List<String>> byNote = new LinkedHashMap<>();
    for (MetricResult m : metrics) {
      if (!m.note().isEmpty()) {
        byNote.computeIfAbsent(m.note(), n -> new ArrayList<>()).add(m.name());
      }
    }
    return byNote.entrySet().stream()
        .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
        .toList();
  }

  private static String smallFigures(
      EvaluationResult result, Set<String> metrics, boolean anyBest) {
    double level =
        result.systems().stream()
            .flatMap(s -> s.metrics().stream())
            .filter(m -> metrics.contains(m.name()))
            .mapToDouble(m -> m.value().level())
            .max()
            .orElse(0);
    boolean compared = result.comparisons().stream().anyMatch(c -> metrics.contains(c.metric()));
    String interval =
        level == 0 ? "" : "Small figures: " + Numbers.level(level) + " bootstrap interval. ";
    String best =
        anyBest
            ? "Bold: the best value, where it is known to differ from the next best (p < "
                + Numbers.exact(Verdicts.LEVEL)
                + ")."
            : compared
                ? "No value is marked as the best: none is known to differ from the next best."
                : "";
    return (interval + best).strip();
  }

  private static List<String> line(SystemResult system, MetricResult m) {
    return List.of(
        system.name(),
        m.name(),
        m.unit(),
        Numbers.exact(m.value().estimate()),
        Numbers.exact(m.value().low()),
        Numbers.exact(m.value().high()),
        Numbers.exact(m.value().level()),
        Integer.toString(m.count()),
        system.note());
  }

  /** Further numbers that belong to a metric's values, as the slope of a fit. */
  private static List<String> details(
      Collection<MetricResult> metrics, List<SystemResult> systems) {
    List<String> notes = new ArrayList<>();
    for (MetricResult sample : metrics) {
      List<String> texts = new ArrayList<>();
      for (SystemResult system : systems) {
        system
            .metric(sample.name())
            .filter(m -> !m.details().isEmpty())
            .filter(m -> !m.details().containsKey("chance")) // A line in the charts.
            .ifPresent(m -> texts.add(system.name() + " " + numbers(m.details())));
      }
      if (!texts.isEmpty()) {
        notes.add(sample.name() + ": " + String.join("; ", texts));
      }
    }
    return notes;
  }

  private static String numbers(Map<String, Double> details) {
    return details.entrySet().stream()
        .map(e -> e.getKey() + " " + Numbers.value(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** One row a class, one column a metric. */
  static DataTable classes(SystemResult system, String key) {
    List<SystemResult> classes =
        system.classes().stream()
            .map(c -> new SystemResult(c.label(), "", c.metrics(), null, List.of(), List.of()))
            .toList();
    Map<String, MetricResult> metrics = MetricNames.of(classes);
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("class", "", false));
    columns.add(new Column("items", "", true));
    metrics.values().forEach(sample -> columns.add(column(sample, "")));
    List<Row> rows = new ArrayList<>();
    List<List<String>> csv = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      ClassResult of = system.classes().get(i);
      SystemResult scored = classes.get(i);
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.text(of.label()));
      cells.add(Cell.number(Numbers.count(of.items()), of.items()));
      for (String name : metrics.keySet()) {
        cells.add(scored.metric(name).map(m -> cell(m, false)).orElse(Cell.text("")));
      }
      rows.add(new Row(cells));
      scored.metrics().forEach(m -> csv.add(line(scored, m)));
    }
    return new DataTable(
        key,
        system.name() + ", class by class",
        columns,
        rows,
        List.of(),
        new CsvData(
            List.of("class", "metric", "unit", "estimate", "low", "high", "level", "count", "note"),
            csv));
  }
}
