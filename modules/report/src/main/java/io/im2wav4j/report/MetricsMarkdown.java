package io.im2wav4j.report;

import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.StandardTerms;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of metrics as Markdown: one row a metric, one column a system. */
public final class MetricsMarkdown {
  /** What Markdown would take for its own: a tag or an entity only where it could begin one. */
  private static final Pattern MARKED =
      Pattern.compile(
          "[\\\\`*|~$]|\\[(?=[^\\]]*][(\\[])|<(?=[\\p{Alpha}/!?])|&(?=#?\\w+;)"
              + "|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  private MetricsMarkdown() {}

  /** The table, then the protocol in a sentence, then the warnings. */
  public static String table(EvaluationResult given) {
    EvaluationResult result = StandardTerms.of(given);
    StringBuilder out = new StringBuilder("| metric |");
    for (SystemResult system : result.systems()) {
      out.append(' ').append(cell(system.name())).append(" |");
    }
    out.append("\n|---|").append("---|".repeat(result.systems().size())).append('\n');
    MetricNames.of(result.systems())
        .forEach(
            (name, sample) -> {
              out.append("| ").append(cell(heading(sample))).append(" |");
              for (SystemResult system : result.systems()) {
                String value = system.metric(name).map(MetricsMarkdown::value).orElse("");
                out.append(' ').append(value).append(" |");
              }
              out.append('\n');
            });
    if (result.protocol() != null) {
      out.append("\n").append(sentence(result.protocol())).append("\n");
    }
    for (SystemResult system : result.systems()) {
      if (!system.note().isEmpty()) {
        out.append("\n- ").append(cell(system.name())).append(": ").append(cell(system.note()));
      }
    }
    for (String warning : result.warnings()) {
      out.append("\n- ").append(cell(warning));
    }
    return out.toString().stripTrailing() + "\n";
  }

  private static String heading(MetricResult metric) {
    return metric.name()
        + (metric.unit().isEmpty() ? "" : ", " + metric.unit())
        + MetricNames.arrow(metric.direction());
  }

  private static String value(MetricResult metric) {
    String range = Numbers.range(metric.value());
    return Numbers.value(metric.value().estimate()) + (range.isEmpty() ? "" : " (" + range + ")");
  }

  static String sentence(Protocol p) {
    List<Network> networks = p.networks();
    return "Protocol: "
        + p.items()
        + " items, "
        + p.samplesPerItem()
        + " per item, "
        + Numbers.value(p.settings().clipSeconds())
        + " s at "
        + p.settings().sampleRate()
        + " Hz; "
        + networks.stream()
            .map(n -> n.role() + " " + n.name() + " (" + Hashes.shortened(n.sha256()) + ")")
            .collect(Collectors.joining(", "))
        + "; item list "
        + Hashes.shortened(p.itemListSha256())
        + "; bootstrap of "
        + p.settings().resamples()
        + " draws.";
  }

  private static String cell(String text) {
    return MARKED.matcher(text.replaceAll("\\s+", " ")).replaceAll("\\\\$0");
  }
}
