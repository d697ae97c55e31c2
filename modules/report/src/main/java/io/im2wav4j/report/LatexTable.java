package io.im2wav4j.report;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.StandardTerms;
import io.im2wav4j.report.text.Verdicts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A table of metrics for a paper: LaTeX with the package booktabs, one row a system, one column a
 * metric. Bold as on the page: the best value where it is known to differ from the next best.
 */
public final class LatexTable {
  private LatexTable() {}

  /**
   * The table; its protocol and warnings stand as comments in front.
   *
   * @param given what was measured
   * @param caption in plain text
   */
  public static String of(EvaluationResult given, String caption) {
    EvaluationResult result = StandardTerms.of(given);
    Collection<MetricResult> metrics = MetricNames.of(result.systems()).values();
    StringBuilder out = new StringBuilder();
    out.append("% Needs \\usepackage{booktabs}.\n");
    if (result.protocol() != null) {
      out.append("% ").append(oneLine(MetricsMarkdown.sentence(result.protocol()))).append('\n');
    }
    if (result.systems().stream().anyMatch(s -> s.name().codePoints().anyMatch(c -> c > 0x24F))) {
      out.append("% Has letters beyond Latin: XeLaTeX or LuaLaTeX, and a font that has them.\n");
    }
    result.warnings().forEach(w -> out.append("% ").append(oneLine(w)).append('\n'));
    out.append("\\begin{table}\n  \\centering\n  \\caption{")
        .append(escape(caption))
        .append("}\n  \\begin{tabular}{l")
        .append("r".repeat(metrics.size()))
        .append("}\n    \\toprule\n");
    List<String> names = new ArrayList<>(List.of("System"));
    List<String> networks = new ArrayList<>(List.of(""));
    for (MetricResult m : metrics) {
      names.add(heading(m));
      networks.add(escape(MetricNames.network(m.name())));
    }
    out.append(row(names));
    if (networks.stream().anyMatch(n -> !n.isEmpty())) {
      out.append(row(networks));
    }
    out.append("    \\midrule\n");
    List<SystemResult> contenders = Systems.contenders(result.systems());
    for (SystemResult system : result.systems()) {
      List<String> cells = new ArrayList<>(List.of(escape(system.name())));
      for (MetricResult sample : metrics) {
        boolean best =
            Verdicts.best(contenders, sample, result.comparisons())
                .filter(system.name()::equals)
                .isPresent();
        cells.add(system.metric(sample.name()).map(m -> value(m, best)).orElse("--"));
      }
      out.append(row(cells));
    }
    return out.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
  }

  private static String heading(MetricResult m) {
    String arrow =
        m.direction() == Direction.HIGHER
            ? " $\\uparrow$"
            : m.direction() == Direction.LOWER ? " $\\downarrow$" : "";
    return escape(MetricNames.plain(m.name()) + (m.unit().isEmpty() ? "" : ", " + m.unit()))
        + arrow;
  }

  private static String value(MetricResult m, boolean best) {
    String number = number(Numbers.value(m.value().estimate()));
    String range = Numbers.range(m.value());
    return (best ? "\\textbf{" + number + "}" : number)
        + (range.isEmpty() ? "" : " {\\scriptsize (" + number(range) + ")}");
  }

  private static String number(String text) {
    return text.replace("\u2212", "$-$").replace("\u221e", "$\\infty$").replace(",", "{,}");
  }

  private static String row(List<String> cells) {
    return "    " + String.join(" & ", cells) + " \\\\\n";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** Text that LaTeX prints as it is. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\\' -> out.append("\\textbackslash{}");
        case '~' -> out.append("\\textasciitilde{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '<' -> out.append("\\textless{}");
        case '>' -> out.append("\\textgreater{}");
        case '|' -> out.append("\\textbar{}");
        // After a row's end these two would be its arguments.
        case '[', '*' -> out.append('{').append(c).append('}');
        case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').append(c);
        case '\u2212' -> out.append("$-$");
        default -> out.append(c < ' ' ? ' ' : c);
      }
    }
    return out.toString();
  }
}
