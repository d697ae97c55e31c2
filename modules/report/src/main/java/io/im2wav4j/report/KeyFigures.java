package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.chart.ReferenceLine;
import io.im2wav4j.report.page.KeyNumber;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The one metric that says most, large: of the system asked about, of what bounds it, of chance.
 */
final class KeyFigures {
  private static final int MOST = 4;

  private KeyFigures() {}

  /**
   * The figures.
   *
   * @param subject the system that is asked about
   * @param note what it is, as "the baseline"; may be empty
   * @param beside systems to compare it with, the most telling first
   */
  static List<KeyNumber> of(
      EvaluationResult result,
      MetricResult metric,
      SystemResult subject,
      String note,
      List<SystemResult> beside) {
    List<KeyNumber> all = new ArrayList<>();
    add(all, subject, metric, MetricNames.plain(metric.name()) + ", " + subject.name(), note);
    ReferenceLine chance = EvaluationPage.chance(result, metric);
    int room = chance == null ? MOST : MOST - 1;
    for (SystemResult system : beside) {
      if (all.size() < room) {
        add(all, system, metric, Systems.shortName(system, subject), "");
      }
    }
    if (chance != null && !all.isEmpty()) {
      all.add(
          new KeyNumber(
              Numbers.withUnit(chance.value(), metric.unit()),
              "chance",
              chance.name().replaceFirst("^chance, ", "").replaceFirst(":$", "")));
    }
    return all;
  }

  private static void add(
      List<KeyNumber> all, SystemResult system, MetricResult metric, String name, String note) {
    system
        .metric(metric.name())
        .filter(m -> Double.isFinite(m.value().estimate()))
        .ifPresent(
            m -> {
              String range = Numbers.range(m.value());
              String interval =
                  range.isEmpty() ? "" : Numbers.level(m.value().level()) + " interval " + range;
              all.add(
                  new KeyNumber(
                      Numbers.withUnit(m.value().estimate(), m.unit()),
                      name,
                      note.isEmpty() || interval.isEmpty()
                          ? note + interval
                          : note + "; " + interval));
            });
  }
}
