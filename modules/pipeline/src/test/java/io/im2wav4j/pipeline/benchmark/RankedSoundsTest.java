package io.im2wav4j.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankedSoundsTest {
  private static SystemResult system(String metric, Direction direction) {
    return new SystemResult(
        "ours",
        "",
        List.of(new MetricResult(metric, "", direction, Interval.exact(2), 3, "")),
        null,
        List.of(),
        List.of(
            item("middle.wav", metric, 2),
            item("low.wav", metric, 1),
            item("high.wav", metric, 3)));
  }

  private static ItemResult item(String wav, String metric, double score) {
    return new ItemResult(
        wav, "dog", 0, null, wav, null, null, Map.of(metric, score, "accuracy", 1.0));
  }

  @Test
  void theBestSound_hasTheHighestClipScore() {
    RankedSounds ranked =
        RankedSounds.of(system("CLIP-score (a, b)", Direction.HIGHER)).orElseThrow();
    assertThat(ranked.metric()).isEqualTo("CLIP-score (a, b)");
    assertThat(ranked.best(2))
        .extracting(ItemResult::generated)
        .containsExactly("high.wav", "middle.wav");
    assertThat(ranked.worst(1)).extracting(ItemResult::generated).containsExactly("low.wav");
    assertThat(ranked.worst(9)).hasSize(3);
  }

  @Test
  void whereLowerIsBetter_theLowestIsTheBest() {
    SystemResult system = system("CLIP-score distance", Direction.LOWER);
    assertThat(RankedSounds.of(system).orElseThrow().items())
        .extracting(ItemResult::generated)
        .containsExactly("low.wav", "middle.wav", "high.wav");
  }

  @Test
  void soundsWithoutScoresHaveNoRanks() {
    assertThat(RankedSounds.of(new SystemResult("ours", "", List.of(), null, List.of(), List.of())))
        .isEmpty();
  }
}
