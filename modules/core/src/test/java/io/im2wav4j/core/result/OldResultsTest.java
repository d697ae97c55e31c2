package io.im2wav4j.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written before a component was added are still read. */
class OldResultsTest {
  @TempDir Path folder;

  @Test
  void comparisonThatNamesNoTest_isOfThePairedBootstrap() throws IOException {
    Comparison old =
        read(
            """
            {"metric": "accuracy", "first": "a", "second": "b",
             "difference": {"estimate": 5, "low": 1, "high": 9, "level": 0.95},
             "pValue": 0.02, "items": 40}""",
            Comparison.class);
    assertThat(old)
        .isEqualTo(new Comparison("accuracy", "a", "b", new Interval(5, 1, 9, 0.95), 0.02, 40));
    assertThat(old.judgedPValue()).isEqualTo(0.02);
  }

  @Test
  void metricWithoutDetails_hasNone() throws IOException {
    MetricResult old =
        read(
            """
            {"name": "accuracy", "unit": "%", "direction": "HIGHER", "count": 3, "note": "",
             "value": {"estimate": 5, "low": 1, "high": 9, "level": 0.95}}""",
            MetricResult.class);
    assertThat(old.details()).isEmpty();
    assertThat(Json.pretty(old)).doesNotContain("details");
  }

  @Test
  void newComponents_readBackAsTheyWereWritten() throws IOException {
    MetricResult metric =
        new MetricResult("m", "", Direction.LOWER, Interval.exact(1), 3, "", Map.of("slope", 2.5));
    assertThat(read(Json.pretty(metric), MetricResult.class)).isEqualTo(metric);
    Comparison comparison =
        new Comparison("m", "a", "b", Interval.exact(1), 0.04, 9)
            .corrected(0.08, List.of(new Significance("McNemar exact", 0.01, 0.02)));
    assertThat(read(Json.pretty(comparison), Comparison.class)).isEqualTo(comparison);
    assertThat(comparison.judgedPValue()).isEqualTo(0.08);
  }

  private <T> T read(String json, Class<T> type) throws IOException {
    Path file = folder.resolve("old.json");
    Files.writeString(file, json);
    return Json.read(file, type);
  }
}
