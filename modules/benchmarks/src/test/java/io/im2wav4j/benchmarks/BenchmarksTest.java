package io.im2wav4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Measures nothing, says so. */
  private static final class Still implements Benchmark {
    @Override
    public String name() {
      return "still";
    }

    @Override
    public String purpose() {
      return "nothing against nothing";
    }

    @Override
    public BenchmarkReport run(boolean quick) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("case", quick ? "short" : "long");
      row.put("seconds", 1.23456);
      return new BenchmarkReport(name(), Map.of("baseline", "itself"), List.of(row));
    }
  }

  private int run(String... args) {
    CommandLine command = Benchmarks.commandLine(List.of(new Still()));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  @Test
  void table_isPrintedWithoutAFileToo() {
    assertThat(run("still", "--quick")).isZero();
    assertThat(out.toString())
        .contains("baseline: itself\n", "case   seconds\n", "short     1.23\n");
  }

  @Test
  void json_hasTheNumbersInFull(@TempDir Path folder) {
    Path file = folder.resolve("numbers.json");
    assertThat(run("still", "--json", file.toString())).isZero();
    assertThat(Json.read(file, Map.class).get("rows"))
        .isEqualTo(List.of(Map.of("case", "long", "seconds", 1.23456)));
  }

  @Test
  void withoutAName_allAreListed() {
    assertThat(run()).isZero();
    assertThat(out.toString()).isEqualTo("still: nothing against nothing" + System.lineSeparator());
  }

  @Test
  void unknownName_isWrongUse_andSaysWhichThereAre() {
    assertThat(run("speed")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("benchmark: NAME: 'speed'")
        .contains("still")
        .hasLineCount(1);
  }
}
