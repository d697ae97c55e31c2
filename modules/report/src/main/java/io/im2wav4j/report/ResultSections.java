package io.im2wav4j.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.chart.CurveChart;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.DataTable;
import io.im2wav4j.report.page.DataTable.Cell;
import io.im2wav4j.report.page.DataTable.Column;
import io.im2wav4j.report.page.DataTable.Row;
import io.im2wav4j.report.page.Section;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.StandardTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The sections that pages share. */
final class ResultSections {
  /** Fields of a protocol that have words of their own. */
  private static final Set<String> SHOWN_ABOVE =
      Set.of(
          "networks",
          "sampleRate",
          "clipSeconds",
          "padding",
          "items",
          "samplesPerItem",
          "itemListSha256",
          "resamples",
          "seed",
          "accuracyRule",
          "frechetReference");

  private ResultSections() {}

  /** What must be known of all numbers; nothing where there is nothing. */
  static List<Block.Notice> notices(List<String> sentences) {
    return sentences.isEmpty()
        ? List.of()
        : List.of(new Block.Notice("Limits of these numbers", sentences));
  }

  /** The confusion matrices; the first system's stands alone, the others side by side. */
  static Section confusions(List<SystemResult> systems) {
    List<Block.Confusion> matrices =
        systems.stream()
            .filter(s -> s.confusion() != null)
            .map(s -> new Block.Confusion("Classified as: " + s.name(), s.confusion()))
            .toList();
    return new Section(
        "confusion",
        "Confusion matrices",
        matrices.isEmpty()
            ? List.of()
            : List.of(
                new Block.Paragraph(
                    "Rows: the true class. Columns: the classifier's choice. Counts of sounds; a"
                        + " stronger colour is a larger share of the row.",
                    true),
                new Block.Matrices(matrices)));
  }

  /** What was trained on what, with the curves. */
  static Section training(List<RunSummary> runs) {
    List<Block> blocks = new ArrayList<>();
    for (RunSummary run : runs) {
      blocks.add(new Block.Heading(run.name() + ": " + run.model()));
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("data", run.data());
      facts.put("parameters", Numbers.count(run.parameters()));
      facts.put("steps", Numbers.count(run.steps()));
      facts.put("device", run.device());
      facts.put("time", Numbers.duration(run.seconds()));
      facts.putAll(run.settings());
      blocks.add(new Block.Facts(facts, false));
      if (!run.warnings().isEmpty()) {
        blocks.add(new Block.Notice("Before you use this model", run.warnings()));
      }
      List<Block.Figure> curves = curves(run);
      if (!curves.isEmpty()) {
        blocks.add(new Block.Figures(curves));
      }
      if (!run.hashes().isEmpty()) {
        blocks.add(
            new Block.Fold(
                "hashes of " + run.name(), false, List.of(new Block.Facts(run.hashes(), true))));
      }
    }
    return new Section("training", "Training", blocks);
  }

  /** One chart for each quantity, with the places it was measured at as its curves. */
  private static List<Block.Figure> curves(RunSummary run) {
    Map<String, List<Curve>> byQuantity = new LinkedHashMap<>();
    for (Curve curve : run.curves()) {
      if (!curve.points().isEmpty()) {
        byQuantity.computeIfAbsent(curve.quantity(), q -> new ArrayList<>()).add(curve);
      }
    }
    return byQuantity.entrySet().stream()
        .map(
            e ->
                new Block.Figure(
                    key(run.name() + "-" + e.getKey()),
                    new CurveChart(run.name() + ", " + words(e.getKey()), e.getValue())))
        .toList();
  }

  /** Where the time went. */
  static Section time(Map<String, Double> seconds) {
    return new Section(
        "time", "Time", seconds.isEmpty() ? List.of() : List.of(new Block.Times(seconds)));
  }

  /** How everything was measured. */
  static Section protocol(Protocol p) {
    if (p == null) {
      return new Section("protocol", "Protocol", List.of());
    }
    ProtocolSettings s = p.settings();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("items", Numbers.count(p.items()));
    facts.put("sounds per item", Numbers.count(p.samplesPerItem()));
    facts.put(
        "clip length",
        Numbers.value(s.clipSeconds()) + (s.padding() ? " s" : " s, shorter sounds not padded"));
    facts.put("sample rate", Numbers.count(s.sampleRate()) + " Hz");
    if (p.accuracyRule() != null) {
      facts.put("accuracy", StandardTerms.of(p.accuracyRule()));
    }
    if (p.frechetReference() != null) {
      facts.put("FAD against", StandardTerms.of(p.frechetReference()));
    }
    facts.putAll(furtherFields(p));
    facts.put("bootstrap", Numbers.count(s.resamples()) + " draws, seed " + s.seed());
    facts.put("item list, SHA-256", p.itemListSha256());
    for (Network n : p.networks()) {
      facts.put(n.role(), n.name() + ", SHA-256 " + n.sha256());
    }
    return new Section(
        "protocol",
        "Protocol",
        List.of(
            new Block.Paragraph(
                "How the numbers were measured. Compare them only with numbers of the same protocol.",
                true),
            new Block.Facts(facts, false)));
  }

  /** What a newer protocol says besides: texts and numbers under names not shown above. */
  private static Map<String, String> furtherFields(Protocol p) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : Json.mapper().<JsonNode>valueToTree(p).properties()) {
      if (!SHOWN_ABOVE.contains(field.getKey()) && field.getValue().isValueNode()) {
        facts.put(words(field.getKey()), field.getValue().asText());
      }
    }
    return facts;
  }

  /** What others published, apart from what was measured. */
  static Section published() {
    List<Row> rows =
        PublishedResult.all().stream()
            .map(
                p ->
                    new Row(
                        List.of(
                            Cell.text(p.system()),
                            Cell.text(p.data()),
                            quoted(p.fad()),
                            quoted(p.kl()),
                            quoted(p.clipScore()),
                            quoted(p.accuracy()))))
            .toList();
    return new Section(
        "published",
        "Published numbers",
        List.of(
            new Block.Paragraph(
                "Quoted from "
                    + PublishedResult.SOURCE
                    + "; not measured here. Only numbers of the same data, networks and clip length"
                    + " can be compared with them; what was not published of their protocol is"
                    + " listed in docs/protocol.md.",
                true),
            new DataTable(
                "published-numbers",
                "Published numbers",
                List.of(
                    new Column("system", "", false),
                    new Column("data", "", false),
                    new Column("FAD", "(VGGish)", true),
                    new Column("KL", "(PaSST)", true),
                    new Column("CLIP-score", "(Wav2CLIP, CLIP)", true),
                    new Column("ACC, %", "(PaSST)", true)),
                rows,
                List.of(),
                null)));
  }

  private static Cell quoted(String value) {
    return new Cell(value, "", value, false);
  }

  /** Where everything comes from. */
  static Section provenance(Map<String, String> facts) {
    return new Section(
        "provenance",
        "Provenance",
        facts.isEmpty() ? List.of() : List.of(new Block.Facts(facts, true)));
  }

  /** "learningRate" as "learning rate". */
  static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])|[_-]", " ").toLowerCase(Locale.ROOT);
  }

  /**
   * A name that is a file's, a link's and an element's: letters and digits of any script, and
   * dashes.
   */
  static String key(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-")
        .replaceAll("^-|-$", "");
  }
}
