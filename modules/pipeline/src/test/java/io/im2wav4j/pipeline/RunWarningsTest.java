package io.im2wav4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWarningsTest {
  @Test
  void aCodebookInCollapseAtTheEnd_isToldWithTheStepSinceWhen() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    lines.add(look(10, true));
    lines.add(look(20, false));
    assertThat(RunSummaries.warnings(lines)).as("it recovered").isEmpty();
    lines.add(look(30, true));
    lines.add(look(40, true));
    assertThat(RunSummaries.warnings(lines))
        .containsExactly(
            "The codebook of level low is in collapse since step 30: 1.5 % of its codes in use,"
                + " perplexity 1.2 at step 40.");
  }

  private static JsonNode look(int step, boolean collapsed) throws Exception {
    return Json.mapper()
        .readTree(
            "{\"step\":"
                + step
                + ",\"validation\":{\"low.codesInUse\":1.5,\"low.codebookPerplexity\":1.2"
                + (collapsed ? ",\"low.collapsed\":1" : "")
                + "}}");
  }
}
