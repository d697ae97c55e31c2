package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.report.chart.BarChart;
import io.im2wav4j.report.chart.Chart;
import io.im2wav4j.report.page.Block;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Metrics as charts. */
final class MetricCharts {
  private MetricCharts() {}

  /**
   * A metric of all systems as bars; empty where there is nothing to compare.
   *
   * @param bound which systems only bound the others, by name
   */
  static Optional<Block.Figure> bars(
      EvaluationResult result, MetricResult metric, Predicate<String> bound) {
    BarChart plain =
        BarChart.ofMetric(
            metric.name(), result, metric.name(), EvaluationPage.chance(result, metric));
    List<BarChart.Bar> bars =
        plain.bars().stream()
            .map(b -> new BarChart.Bar(b.name(), b.value(), bound.test(b.name())))
            .toList();
    Chart chart =
        new BarChart(plain.name(), plain.unit(), plain.direction(), bars, plain.reference());
    boolean comparable = bars.size() > 1 || bars.size() == 1 && plain.reference() != null;
    return comparable ? Optional.of(figure(metric, chart)) : Optional.empty();
  }

  static Block.Figure figure(MetricResult metric, Chart chart) {
    return new Block.Figure(ResultSections.key(metric.name()), chart);
  }
}
