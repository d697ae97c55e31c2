package io.im2wav4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.Curve;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperTablesTest {
  @Test
  void markdown_hasOneRowAMetricAndOneColumnASystem() {
    String table = MetricsMarkdown.table(SampleResults.evaluation());
    assertThat(table.lines().limit(3))
        .containsExactly(
            "| metric | guidance 0 | guidance 1 | guidance 3 | shuffled pictures | reconstructions | ground truth |",
            "|---|---|---|---|---|---|---|",
            "| accuracy (sound classifier of this demo), % ↑ | 14.2 (9.2 to 19.2) | 45.0 (40.0 to 50.0)"
                + " | 66.7 (61.7 to 71.7) | 11.7 (6.7 to 16.7) | 92.5 (87.5 to 97.5) | 97.5 (92.5 to 100.0) |");
    assertThat(table).contains("Protocol: 120 items").contains("- FAD from 120 clips");
  }

  @Test
  void latex_hasBooktabsRowsEscapedTextsAndBoldWhereThePageMarks() {
    String table = LatexTable.of(SampleResults.evaluation(), "100 % of R&D");
    assertThat(table)
        .contains("\\caption{100 \\% of R\\&D}")
        .contains("\\toprule")
        .contains("System & accuracy, \\% $\\uparrow$ & FAD $\\downarrow$ & CLIP-score")
        .contains("guidance 3 & \\textbf{66.7} {\\scriptsize (61.7 to 71.7)} & 2.90 ")
        .contains("% Protocol: 120 items");
    assertThat(table.split("\\\\textbf", -1)).hasSize(2);
  }

  @Test
  void latex_printsSpecialCharactersAsTheyAre() {
    assertThat(LatexTable.escape("a_b {c} #1 $2 ~x ^y \\z & 5 % −3"))
        .isEqualTo(
            "a\\_b \\{c\\} \\#1 \\$2 \\textasciitilde{}x \\textasciicircum{}y \\textbackslash{}z \\& 5"
                + " \\% $-$3");
  }

  @Test
  void curves_comeFromTheNumbersOfMetricsLines() throws IOException {
    ObjectMapper json = Json.mapper();
    List<JsonNode> lines =
        List.of(
            json.readTree("{\"step\":1,\"loss\":2.5,\"note\":\"x\"}"),
            json.readTree("{\"step\":2,\"loss\":2,\"validation\":{\"loss\":3}}"));
    assertThat(Curve.of(lines))
        .containsExactly(
            new Curve("loss", List.of(new Curve.Point(1, 2.5), new Curve.Point(2, 2))),
            new Curve("validation.loss", List.of(new Curve.Point(2, 3))));
  }

  @Test
  void systemsNamedInAnyScriptHaveTablesOfTheirOwn() {
    assertThat(ResultSections.key("\u7cfb\u7edf A (1)")).isEqualTo("\u7cfb\u7edf-a-1");
    assertThat(ResultSections.key("FAD: R\u00b2")).isEqualTo("fad-r");
  }
}
