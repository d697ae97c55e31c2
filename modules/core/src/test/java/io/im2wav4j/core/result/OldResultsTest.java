package io.im2wav4j.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  @Test
  void protocolOfBeforeChannelsAndFrameRates_isReadAndSaysNoMore() throws IOException {
    Protocol old =
        read(
            """
            {"networks": [], "sampleRate": 16000, "clipSeconds": 4.096, "items": 3,
             "samplesPerItem": 1, "itemListSha256": "ab", "resamples": 200, "seed": 7}""",
            Protocol.class);
    assertThat(old.settings())
        .isEqualTo(new ProtocolSettings(16_000, ChannelRule.MEAN, 4.096, true, null, null, 200, 7));
    assertThat(Json.pretty(old)).doesNotContain("frameRate", "onsets", "settings");
  }

  @Test
  void onsetsOfAProtocol_areOneTextThatIsReadBack() throws IOException {
    String text = "within 0.1 s of the true sound's onsets, motion at 25.0 frames a second";
    Protocol old =
        read(
            """
            {"networks": [], "sampleRate": 16000, "clipSeconds": 4.096, "padding": false,
             "items": 3, "samplesPerItem": 1, "itemListSha256": "ab", "resamples": 200,
             "seed": 7, "channels": "first", "frameRate": 30.0, "onsets": "%s"}"""
                .formatted(text),
            Protocol.class);
    assertThat(old.settings())
        .isEqualTo(
            new ProtocolSettings(
                16_000,
                ChannelRule.FIRST,
                4.096,
                false,
                30.0,
                new OnsetSettings(0.1, OnsetSettings.Events.SOUND, 25),
                200,
                7));
    JsonNode written = Json.mapper().valueToTree(old);
    assertThat(written.path("onsets").asText()).isEqualTo(text);
    assertThat(written.path("channels").asText()).isEqualTo("first");
    assertThat(read(Json.pretty(old), Protocol.class)).isEqualTo(old);
  }

  /** What old versions wrote is in the folders of the experiments. */
  @Test
  void protocolsOfShippedResults_areWrittenAsTheyWereRead() throws IOException {
    Path experiments = Path.of(System.getProperty("root", "../.."), "experiments");
    List<Path> files;
    try (Stream<Path> all = Files.walk(experiments, 2)) {
      files = all.filter(f -> f.endsWith("results.json")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      ObjectNode old = (ObjectNode) Json.read(file, JsonNode.class).path("protocol");
      Protocol read = Json.read(file, ExperimentResult.class).protocol();
      ObjectNode now = (ObjectNode) Json.mapper().readTree(Json.line(read));
      for (String later : List.of("padding", "channels")) {
        if (!old.has(later)) {
          now.remove(later);
        }
      }
      assertThat(now).as(file.toString()).isEqualTo(old);
    }
  }

  private <T> T read(String json, Class<T> type) throws IOException {
    Path file = folder.resolve("old.json");
    Files.writeString(file, json);
    return Json.read(file, type);
  }
}
