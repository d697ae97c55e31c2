package io.im2wav4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.report.page.GalleryItem.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoundCardsTest {
  private static ItemResult item(String label, String heard, Map<String, Double> scores) {
    return new ItemResult("car2", label, 0, null, "car2.wav", null, heard, scores);
  }

  @Test
  void theVerdict_isTheAccuracys_whereThatWasMeasured() {
    assertThat(SoundCards.verdict(item("car", "Vehicle", Map.of("accuracy (YAMNet)", 100.0))))
        .isEqualTo(Verdict.RIGHT);
    assertThat(SoundCards.verdict(item("car", "car", Map.of("accuracy (YAMNet)", 0.0))))
        .isEqualTo(Verdict.WRONG);
    assertThat(SoundCards.verdict(item("car", "car", Map.of()))).isEqualTo(Verdict.RIGHT);
    assertThat(SoundCards.verdict(item("car", "bus", Map.of()))).isEqualTo(Verdict.WRONG);
    assertThat(SoundCards.verdict(item(null, "bus", Map.of()))).isEqualTo(Verdict.UNKNOWN);
  }
}
