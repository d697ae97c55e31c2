package io.im2wav4j.training.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodebookUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodebookWatchTest {
  private final List<String> warnings = new ArrayList<>();
  private final CodebookWatch watch = new CodebookWatch(64, warnings::add);

  @Test
  void collapse_isWarnedOfWhenItHappensAndAtTheEnd_notAtEveryLook() {
    look(10);
    assertThat(warnings).isEmpty();
    look(3);
    look(3);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("level low").contains("3 of 64 codes in use");
    look(64);
    watch.finish();
    assertThat(warnings).hasSize(1);
    look(2);
    watch.finish();
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(2)).startsWith("at the end of training").contains("2 of 64");
  }

  @Test
  void theUse_isThatOfTheEvaluationsCount() {
    watch.add(CodeLevel.UP, new int[] {1, 1, 2});
    watch.add(CodeLevel.UP, new int[] {3, 1});
    long[] counts = new long[64];
    counts[1] = 3;
    counts[2] = 1;
    counts[3] = 1;
    CodebookUse expected = CodebookUse.of(counts);
    assertThat(watch.use())
        .containsEntry("up.codesInUse", 100 * expected.share())
        .containsEntry("up.codebookPerplexity", expected.perplexity());
    assertThat(watch.use()).isEmpty();
  }

  private void look(int codes) {
    watch.add(CodeLevel.LOW, IntStream.range(0, 640).map(i -> i % codes).toArray());
    assertThat(watch.use().containsKey("low.collapsed")).isEqualTo(codes < 7);
  }
}
