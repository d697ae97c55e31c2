package io.im2wav4j.report;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.ConfusionMatrix;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.result.SystemResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The model as the template wants it: texts ready to print, charts drawn, CSV files written. */
final class PageView {
  private final Path charts;

  PageView(Path charts) {
    this.charts = charts;
  }

  Map<String, Object> of(ReportModel model) {
    EvaluationResult evaluation = model.evaluation();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("title", model.title());
    view.put("summary", model.summary());
    view.put("keyNumbers", model.keyNumbers());
    view.put("runs", model.runs().stream().map(this::run).toList());
    view.put("warnings", evaluation == null ? List.of() : evaluation.warnings());
    view.put("table", evaluation == null ? null : table(evaluation));
    view.put(
        "comparisons",
        evaluation == null
            ? List.of()
            : evaluation.comparisons().stream().map(c -> comparison(c, evaluation)).toList());
    view.put("charts", model.charts().stream().map(this::bars).toList());
    view.put("confusions", evaluation == null ? List.of() : confusions(evaluation));
    view.put("gallery", model.gallery().stream().map(PageView::item).toList());
    view.put("times", times(model.secondsByStage()));
    view.put("totalTime", total(model.secondsByStage()));
    view.put("protocol", evaluation == null ? Map.of() : protocol(evaluation.protocol()));
    // A demo's scenes have nothing to do with VGGSound.
    boolean quoted = evaluation != null && evaluation.demo() == null;
    view.put("published", quoted ? PublishedResult.all() : List.of());
    view.put("publishedSource", PublishedResult.SOURCE);
    view.put("networks", evaluation == null ? List.of() : evaluation.protocol().networks());
    Map<String, String> provenance = new LinkedHashMap<>(model.provenance());
    if (evaluation != null) {
      evaluation.provenance().forEach(provenance::putIfAbsent);
    }
    view.put("provenance", provenance);
    return view;
  }

  private Map<String, Object> run(RunSummary run) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", run.data());
    facts.put("parameters", Numbers.count(run.parameters()));
    facts.put("steps", Numbers.count(run.steps()));
    facts.put("device", run.device());
    facts.put("time", Numbers.duration(run.seconds()));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", run.name());
    view.put("model", run.model());
    view.put("facts", facts);
    view.put("settings", run.settings());
    view.put("hashes", run.hashes());
    view.put("charts", curves(run));
    return view;
  }

  /** One chart for each quantity, with the places it was measured at as its curves. */
  private List<Map<String, Object>> curves(RunSummary run) {
    Map<String, List<Curve>> byQuantity = new LinkedHashMap<>();
    for (Curve curve : run.curves()) {
      if (!curve.points().isEmpty()) {
        byQuantity.computeIfAbsent(curve.quantity(), q -> new ArrayList<>()).add(curve);
      }
    }
    List<Map<String, Object>> out = new ArrayList<>();
    byQuantity.forEach(
        (quantity, all) -> {
          String key = fileName(run.name() + "-" + quantity);
          CsvFile.curves(charts.resolve(key + ".csv"), all);
          Map<String, Object> view = new LinkedHashMap<>();
          view.put("name", words(quantity));
          view.put("legend", all.stream().map(Curve::place).toList());
          view.put("csv", charts.getFileName() + "/" + key + ".csv");
          String description = quantity + " of " + run.name() + " by step";
          view.put("svg", SvgCharts.orExplain(() -> CurveChart.svg(key, description, all)));
          out.add(view);
        });
    return out;
  }

  private Map<String, Object> bars(BarChart chart) {
    String key = fileName(chart.name());
    CsvFile.bars(charts.resolve(key + ".csv"), chart);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", chart.name());
    view.put("csv", charts.getFileName() + "/" + key + ".csv");
    view.put(
        "reference",
        chart.reference() == null
            ? ""
            : chart.referenceName() + ": " + Numbers.withUnit(chart.reference(), chart.unit()));
    view.put("svg", SvgCharts.orExplain(() -> BarChartSvg.svg(key, chart)));
    return view;
  }

  private Map<String, Object> table(EvaluationResult result) {
    CsvFile.metrics(charts.resolve("metrics.csv"), result);
    List<Map<String, Object>> rows = new ArrayList<>();
    MetricsMarkdown.metricNames(result)
        .forEach(
            (name, sample) -> {
              List<Map<String, Object>> cells = new ArrayList<>();
              for (SystemResult system : result.systems()) {
                MetricResult m = system.metric(name).orElse(null);
                cells.add(
                    Map.of(
                        "value", m == null ? "" : Numbers.value(m.value().estimate()),
                        "range", m == null ? "" : Numbers.range(m.value())));
              }
              Map<String, Object> row = new LinkedHashMap<>();
              int network = name.indexOf(" (");
              row.put("name", network < 0 ? name : name.substring(0, network));
              row.put("network", network < 0 ? "" : name.substring(network + 1));
              row.put("unit", sample.unit());
              row.put("note", sample.note());
              row.put(
                  "direction",
                  switch (sample.direction()) {
                    case HIGHER -> "higher is better";
                    case LOWER -> "lower is better";
                    case NEITHER -> "";
                  });
              row.put("cells", cells);
              rows.add(row);
            });
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("systems", result.systems());
    table.put("rows", rows);
    table.put("csv", charts.getFileName() + "/metrics.csv");
    double level =
        result.systems().stream()
            .flatMap(s -> s.metrics().stream())
            .mapToDouble(m -> m.value().level())
            .max()
            .orElse(0);
    table.put("level", level == 0 ? "" : Numbers.value(100 * level).replaceAll("\\.0$", "") + " %");
    return table;
  }

  private static Map<String, Object> comparison(Comparison c, EvaluationResult result) {
    String unit =
        Objects.requireNonNullElse(
            MetricsMarkdown.metricNames(result).containsKey(c.metric())
                ? MetricsMarkdown.metricNames(result).get(c.metric()).unit()
                : null,
            "");
    double p = c.pValue();
    return Map.of(
        "metric", c.metric(),
        "first", c.first(),
        "second", c.second(),
        "difference",
            (c.difference().estimate() > 0 ? "+" : "")
                + Numbers.withUnit(c.difference().estimate(), unit.equals("%") ? "points" : unit),
        "range", Numbers.range(c.difference()),
        "p", p < 0.001 ? "p < 0.001" : "p = " + Numbers.value(p));
  }

  private static List<Map<String, Object>> confusions(EvaluationResult result) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      if (system.confusion() != null) {
        out.add(Map.of("name", system.name(), "matrix", confusion(system.confusion())));
      }
    }
    return out;
  }

  private static Map<String, Object> confusion(ConfusionMatrix matrix) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.labels().size(); i++) {
      List<Integer> counts = matrix.counts().get(i);
      int total = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
      String label = matrix.labels().get(i);
      List<Map<String, Object>> cells =
          IntStream.range(0, counts.size())
              .mapToObj(
                  j ->
                      Map.<String, Object>of(
                          "count", counts.get(j) == 0 ? "" : counts.get(j).toString(),
                          "share", Math.round(100.0 * counts.get(j) / total),
                          "right", matrix.predictions().get(j).equals(label)))
              .toList();
      rows.add(Map.of("label", label, "cells", cells));
    }
    return Map.of("predictions", matrix.predictions(), "rows", rows);
  }

  private static Map<String, Object> item(GalleryItem item) {
    List<Map<String, Object>> sounds = new ArrayList<>();
    for (GalleryItem.Sound sound : item.sounds()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("name", sound.name());
      view.put("note", sound.note());
      view.put("verdict", sound.verdict().name().toLowerCase(Locale.ROOT));
      view.put("wav", sound.wav().dataUri());
      view.put("spectrogram", sound.spectrogram() == null ? "" : sound.spectrogram().dataUri());
      sounds.add(view);
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("title", item.title());
    view.put("note", item.note());
    view.put("image", item.image() == null ? "" : item.image().dataUri());
    view.put("sounds", sounds);
    return view;
  }

  private static List<Map<String, Object>> times(Map<String, Double> seconds) {
    double most = seconds.values().stream().max(Comparator.naturalOrder()).orElse(1.0);
    List<Map<String, Object>> out = new ArrayList<>();
    seconds.forEach(
        (stage, s) ->
            out.add(
                Map.of(
                    "stage",
                    stage,
                    "time",
                    Numbers.duration(s),
                    "share",
                    String.format(Locale.ROOT, "%.1f", most == 0 ? 0 : 100 * s / most))));
    return out;
  }

  private static String total(Map<String, Double> seconds) {
    return Numbers.duration(seconds.values().stream().mapToDouble(Double::doubleValue).sum());
  }

  private static Map<String, String> protocol(Protocol p) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("items", Numbers.count(p.items()));
    out.put("sounds per item", Numbers.count(p.samplesPerItem()));
    out.put(
        "clip length",
        Numbers.value(p.clipSeconds()) + (p.padding() ? " s" : " s, shorter sounds left so"));
    out.put("sample rate", Numbers.count(p.sampleRate()) + " Hz");
    out.put("item list, SHA-256", p.itemListSha256());
    if (p.accuracyRule() != null) {
      out.put("accuracy", p.accuracyRule());
    }
    if (p.frechetReference() != null) {
      out.put("Frechet distance against", p.frechetReference());
    }
    out.put("bootstrap", Numbers.count(p.resamples()) + " draws, seed " + p.seed());
    return out;
  }

  /** "learningRate" as "learning rate". */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])|[_-]", " ").toLowerCase(Locale.ROOT);
  }

  /** A name that is a file's, a link's and an element's: letters, digits and dashes. */
  static String fileName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
