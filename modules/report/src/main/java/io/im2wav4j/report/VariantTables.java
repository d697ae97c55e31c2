package io.im2wav4j.report;

import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.report.page.DataTable;
import io.im2wav4j.report.page.DataTable.Cell;
import io.im2wav4j.report.page.DataTable.Column;
import io.im2wav4j.report.page.DataTable.Row;
import io.im2wav4j.report.page.Section;
import io.im2wav4j.report.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the variants of an experiment set, and how long they took. */
final class VariantTables {
  private VariantTables() {}

  static Section settings(ExperimentResult experiment) {
    Set<String> keys = new LinkedHashSet<>();
    experiment.variants().forEach(v -> keys.addAll(v.settings().keySet()));
    if (keys.isEmpty()) {
      return new Section("settings", "Settings", List.of());
    }
    List<Column> columns = new ArrayList<>(List.of(new Column("variant", "", false)));
    keys.forEach(k -> columns.add(new Column(k, "", true)));
    List<Row> rows = new ArrayList<>();
    for (VariantResult variant : experiment.variants()) {
      List<Cell> cells = new ArrayList<>();
      boolean baseline = variant.name().equals(experiment.baseline());
      cells.add(Cell.text(variant.name(), baseline ? "baseline" : ""));
      keys.forEach(k -> cells.add(Cell.text(variant.settings().getOrDefault(k, "as the base"))));
      rows.add(new Row(cells));
    }
    return new Section(
        "settings",
        "Settings",
        List.of(
            new DataTable(
                "variant-settings",
                "What each variant sets otherwise than the base",
                columns,
                rows,
                List.of(),
                null)));
  }

  static Section time(ExperimentResult experiment) {
    Set<String> stages = new LinkedHashSet<>();
    experiment.variants().forEach(v -> stages.addAll(v.seconds().keySet()));
    if (stages.isEmpty()) {
      return new Section("time", "Time", List.of());
    }
    List<Column> columns = new ArrayList<>(List.of(new Column("variant", "", false)));
    stages.forEach(s -> columns.add(new Column(s, "", true)));
    columns.add(new Column("all", "", true));
    List<Row> rows = new ArrayList<>();
    Map<String, Double> totals = new LinkedHashMap<>();
    for (VariantResult variant : experiment.variants()) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.text(variant.name())));
      double all = 0;
      for (String stage : stages) {
        Double seconds = variant.seconds().get(stage);
        cells.add(
            seconds == null
                ? Cell.text("reused")
                : Cell.number(Numbers.duration(seconds), seconds));
        all += seconds == null ? 0 : seconds;
        totals.merge(stage, seconds == null ? 0 : seconds, Double::sum);
      }
      cells.add(Cell.number(Numbers.duration(all), all));
      rows.add(new Row(cells));
    }
    return new Section(
        "time",
        "Time",
        List.of(
            new DataTable(
                "variant-seconds",
                "Wall-clock time by stage; a stage that an earlier variant had done was reused",
                columns,
                rows,
                List.of(
                    "All together: "
                        + Numbers.duration(
                            totals.values().stream().mapToDouble(Double::doubleValue).sum())
                        + "."),
                null)));
  }
}
