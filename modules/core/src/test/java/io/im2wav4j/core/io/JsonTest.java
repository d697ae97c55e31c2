package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken results are refused by line and key; no reader meets a null that it does not expect. */
class JsonTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\" : \"one\"|\"name\" : null|'systems[0].name' is null",
        "\"name\" : \"one\",||'systems[0].name' is missing",
        "\"name\" : \"one\"|\"name\" : 5|'systems[0].name' is not a text",
        "\"count\" : 3|\"count\" : 3.5|'systems[0].metrics[0].count' is not an integer",
        "\"count\" : 3|\"count\" : \"3\"|'systems[0].metrics[0].count' is not an integer",
        "\"count\" : 3|\"count\" : 99999999999|'systems[0].metrics[0].count' is a number out of range",
        "\"estimate\" : 5.0|\"estimate\" : \"nan\"|'systems[0].metrics[0].value.estimate' is not",
        "\"estimate\" : 5.0|\"estimate\" : 1e999|'systems[0].metrics[0].value.estimate' is not",
        "\"level\" : 0.0|\"level\" : \"NaN\"|'systems[0].metrics[0].value.level' is not a finite",
        "\"LOWER\"|\"SIDEWAYS\"|'systems[0].metrics[0].direction' is not one of its words",
        "\"LOWER\"|1|'systems[0].metrics[0].direction' is not one of its words",
        "\"score\" : 1.0|\"score\" : null|'systems[0].items[0].scores.score' is null",
        "\"clipSeconds\" : 4.0|\"clipSeconds\" : -4.0|clipSeconds is -4.0; must be above 0",
        "\"clipSeconds\" : 4.0,||'protocol.clipSeconds' is missing",
        "\"note\" : \"\"|\"note\" : \"\", \"note\" : \"\"|a key that is there twice",
        "\"warnings\" : [|\"warnings\" : [ null,|'warnings[0]' is null",
        "\"LOWER\"|nothing|not JSON",
      })
  void brokenResults_areRefusedByLineAndKey(String old, String broken, String words)
      throws IOException {
    String whole = Json.pretty(result());
    assertThat(whole).contains(old);
    Path file = folder.resolve("results.json");
    Files.writeString(
        file,
        whole.replaceFirst(
            java.util.regex.Pattern.quote(old),
            java.util.regex.Matcher.quoteReplacement(broken == null ? "" : broken)));
    assertThatThrownBy(() -> Json.read(file, EvaluationResult.class))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("(?s).*results\\.json:[0-9]+: .*")
        .hasMessageContaining(words);
  }

  @Test
  void whatFollowsTheEnd_andAFileCutOff_areRefused() throws IOException {
    Path file = folder.resolve("results.json");
    String whole = Json.pretty(result());
    Files.writeString(file, whole + "{}");
    assertThatThrownBy(() -> Json.read(file, EvaluationResult.class))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more after the end");
    assertThatThrownBy(() -> Json.read(file, JsonNode.class)).isInstanceOf(UserError.class);
    Files.writeString(file, whole.substring(0, whole.length() - 2));
    assertThatThrownBy(() -> Json.read(file, EvaluationResult.class))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cut off");
    for (String empty : List.of("", "null")) {
      Files.writeString(file, empty);
      assertThatThrownBy(() -> Json.read(file, EvaluationResult.class))
          .isInstanceOf(UserError.class);
    }
  }

  /** A divergence may be infinite, an undefined number none: both are written and read. */
  @Test
  void infiniteMeasures_areReadAsTheyWereWritten() {
    Path file = folder.resolve("metric.json");
    MetricResult metric =
        new MetricResult(
            "KL",
            "",
            Direction.LOWER,
            new Interval(Double.POSITIVE_INFINITY, 1, Double.NaN, 0.95),
            3,
            "",
            Map.of("x", Double.NEGATIVE_INFINITY));
    Json.write(file, metric);
    assertThat(Json.read(file, MetricResult.class)).isEqualTo(metric);
  }

  /** Each file is read, or refused by name: nothing else comes out of it. */
  @Test
  void mutatedResults_areReadOrRefused() throws IOException {
    byte[] whole = Json.pretty(result()).getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(8);
    Path file = folder.resolve("mutated.json");
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = whole.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]\",:0n \u00ff-".charAt(random.nextInt(12));
      }
      Files.write(file, bytes);
      try {
        EvaluationResult read = Json.read(file, EvaluationResult.class);
        assertThat(Json.pretty(read)).isNotEmpty();
        assertThat(read.protocol().comparableTo(read.protocol())).isEmpty();
      } catch (UserError e) {
        refused++;
        assertThat(e).hasMessageContaining("mutated.json");
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static EvaluationResult result() {
    Protocol protocol =
        new Protocol(
            List.of(new Network("embedding", "small", "ab")),
            new ProtocolSettings(16_000, null, 4, true, 4.0, null, 200, 7),
            1,
            1,
            "cd",
            null,
            null);
    MetricResult metric =
        new MetricResult("distance", "", Direction.LOWER, Interval.exact(5), 3, "");
    ItemResult item =
        new ItemResult("a", "dog", 0, null, "a.wav", null, null, Map.of("score", 1.0));
    SystemResult system =
        new SystemResult("one", "", List.of(metric), null, List.of(), List.of(item));
    return new EvaluationResult(
        protocol, Map.of("data", "ef"), List.of(system), List.of(), List.of("w"), null);
  }
}
