package io.im2wav4j.report;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.report.page.DataTable;
import io.im2wav4j.report.page.DataTable.Cell;
import io.im2wav4j.report.page.DataTable.Column;
import io.im2wav4j.report.page.DataTable.CsvData;
import io.im2wav4j.report.page.DataTable.Row;
import io.im2wav4j.report.text.Comparisons;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Differences of systems as a table. */
final class ComparisonTable {
  private ComparisonTable() {}

  /** One row a comparison. */
  static DataTable of(EvaluationResult result, Collection<Comparison> comparisons) {
    List<Row> rows = new ArrayList<>();
    List<List<String>> csv = new ArrayList<>();
    for (Comparison c : comparisons) {
      String unit = MetricNames.unit(result, c.metric());
      double difference = c.difference().estimate();
      rows.add(
          new Row(
              List.of(
                  Cell.text(c.first() + " \u2212 " + c.second()),
                  Cell.text(MetricNames.plain(c.metric()), MetricNames.network(c.metric())),
                  new Cell(
                      Numbers.difference(difference, unit),
                      Numbers.range(c.difference()),
                      Double.toString(difference),
                      false),
                  Verdicts.of(c) == Verdicts.Verdict.TOO_FEW
                      ? new Cell("\u2013", "", "", false)
                      : new Cell(
                          bare(c.judgedPValue()),
                          String.join("; ", otherTests(c)),
                          Double.toString(c.judgedPValue()),
                          false),
                  Cell.number(Numbers.count(c.items()), c.items()),
                  Cell.text(Comparisons.verdict(c)))));
      csv.add(
          List.of(
              c.metric(),
              c.first(),
              c.second(),
              Numbers.exact(difference),
              Numbers.exact(c.difference().low()),
              Numbers.exact(c.difference().high()),
              Numbers.exact(c.difference().level()),
              Numbers.exact(c.pValue()),
              c.correctedPValue() == null ? "" : Numbers.exact(c.correctedPValue()),
              c.test(),
              Integer.toString(c.items())));
    }
    boolean corrected = comparisons.stream().allMatch(c -> c.correctedPValue() != null);
    return new DataTable(
        "comparisons",
        "Differences, item by item",
        List.of(
            new Column("systems", "", false),
            new Column("metric", "", false),
            new Column("difference", "and its interval", true),
            new Column("p", tests(comparisons), true),
            new Column("items", "", true),
            new Column("they", "", false)),
        rows,
        corrected || comparisons.size() < 2
            ? List.of()
            : List.of(
                comparisons.size() + " tests: their p-values are not corrected for their number."),
        new CsvData(
            List.of(
                "metric",
                "first",
                "second",
                "difference",
                "low",
                "high",
                "level",
                "p",
                "corrected",
                "test",
                "items"),
            csv));
  }

  /** The names of the tests behind the column of p-values. */
  private static String tests(Collection<Comparison> comparisons) {
    String names =
        comparisons.stream().map(Comparison::test).distinct().collect(Collectors.joining(", "));
    boolean corrected = comparisons.stream().anyMatch(c -> c.correctedPValue() != null);
    return names + (corrected ? ", after Holm's correction" : "");
  }

  /** What else there is to say of a difference's probability. */
  private static List<String> otherTests(Comparison c) {
    List<String> texts = new ArrayList<>();
    if (c.correctedPValue() != null && c.correctedPValue() != c.pValue()) {
      texts.add("uncorrected " + bare(c.pValue()));
    }
    c.others()
        .forEach(
            o ->
                texts.add(
                    o.test()
                        + " "
                        + bare(o.correctedPValue() == null ? o.pValue() : o.correctedPValue())));
    return texts;
  }

  /** As "0.04" or "< 0.001". */
  private static String bare(double p) {
    return Numbers.probability(p).replaceFirst("^p (= )?", "");
  }
}
