package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkOutputTest {
  private static String shown(String metric, Direction direction) {
    List<ItemResult> items =
        List.of(
            item("middle.wav", metric, 2), item("low.wav", metric, 1), item("high.wav", metric, 3));
    MetricResult whole =
        new MetricResult(metric, "", direction, Interval.exact(2), items.size(), "");
    StringWriter text = new StringWriter();
    BenchmarkOutput.extremes(
        new SystemResult("ours", "", List.of(whole), null, List.of(), items),
        new PrintWriter(text));
    return text.toString();
  }

  private static ItemResult item(String wav, String metric, double score) {
    return new ItemResult(wav, "dog", 0, null, wav, null, null, Map.of(metric, score));
  }

  @Test
  void theBestItem_hasTheLowestKl_andTheHighestClipScore() {
    assertThat(shown("KL softmax (ear)", Direction.LOWER))
        .containsSubsequence("best of ours", "low.wav", "middle.wav", "high.wav", "worst of ours");
    assertThat(shown("CLIP-score (ear, eye)", Direction.HIGHER))
        .containsSubsequence("best of ours", "high.wav", "middle.wav", "low.wav", "worst of ours");
  }
}
