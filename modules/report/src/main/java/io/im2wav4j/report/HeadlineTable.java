package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.page.DataTable;
import io.im2wav4j.report.page.DataTable.Cell;
import io.im2wav4j.report.page.DataTable.Column;
import io.im2wav4j.report.page.DataTable.Row;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a paper: one line a metric, for one system and what bounds it. */
final class HeadlineTable {
  /** Systems beside the one that is asked about. */
  private static final int BESIDE = 3;

  /** Notes below the table; the table of all metrics has all. */
  private static final int NOTES = 3;

  private HeadlineTable() {}

  /**
   * The table.
   *
   * @param subject the system that is asked about
   * @param beside systems to compare it with
   */
  static DataTable of(
      EvaluationResult result, SystemResult subject, List<SystemResult> beside, MetricNotes notes) {
    List<MetricResult> metrics = PaperMetrics.of(result.systems());
    List<SystemResult> shown = new ArrayList<>(List.of(subject));
    beside.stream().limit(BESIDE).forEach(shown::add);
    MetricNotes own =
        notes.of(metrics.stream().map(MetricResult::name).toList(), false).first(NOTES);
    List<Column> columns = new ArrayList<>(List.of(new Column("metric", "", false)));
    shown.forEach(s -> columns.add(new Column(Systems.shortName(s, subject), "", true)));
    List<Row> rows = new ArrayList<>();
    for (MetricResult metric : metrics) {
      List<Cell> cells = new ArrayList<>();
      cells.add(
          Cell.text(
              name(metric)
                  + (own.marks(metric.name()).isEmpty() ? "" : " " + own.marks(metric.name())),
              detail(metric)));
      for (SystemResult system : shown) {
        cells.add(
            system.metric(metric.name()).map(HeadlineTable::cell).orElse(Cell.text("\u2013")));
      }
      rows.add(new Row(cells));
    }
    List<String> below = new ArrayList<>();
    double level =
        shown.stream()
            .flatMap(s -> s.metrics().stream())
            .mapToDouble(m -> m.value().level())
            .max()
            .orElse(0);
    below.add(
        (level > 0 ? "Small figures: " + Numbers.level(level) + " bootstrap interval. " : "")
            + "\u2191 higher is better, \u2193 lower is better.");
    below.addAll(own.texts());
    return new DataTable(
        "paper", "What papers report, for " + subject.name(), columns, rows, below, null);
  }

  /** As "FAD \u2193" or "ACC \u2191", in one line. */
  private static String name(MetricResult metric) {
    String plain = MetricNames.plain(metric.name());
    return (plain.equals("accuracy") ? "ACC" : plain)
        + MetricNames.arrow(metric.direction()).replace(' ', '\u00a0');
  }

  /** Its unit and the network that it was measured with. */
  private static String detail(MetricResult metric) {
    String network = MetricNames.network(metric.name());
    String named = network.isEmpty() ? "" : network.substring(1, network.length() - 1);
    return metric.unit() + (metric.unit().isEmpty() || named.isEmpty() ? "" : ", ") + named;
  }

  private static Cell cell(MetricResult m) {
    double value = m.value().estimate();
    return new Cell(Numbers.value(value), Numbers.range(m.value()), Double.toString(value), false);
  }
}
