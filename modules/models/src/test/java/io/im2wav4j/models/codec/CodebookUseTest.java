package io.im2wav4j.models.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodebookUseTest {
  @Test
  void uniformUse_hasThePerplexityOfTheCodebook() {
    long[] counts = new long[64];
    Arrays.fill(counts, 7);
    CodebookUse use = CodebookUse.of(counts);
    assertThat(use.share()).isEqualTo(1);
    assertThat(use.perplexity()).isCloseTo(64, within(1e-9));
  }

  @Test
  void oneCodeForEverything_hasPerplexityOne() {
    CodebookUse use = CodebookUse.of(CodebookUse.count(new int[] {3, 3, 3}, 8));
    assertThat(use.share()).isEqualTo(1 / 8.0);
    assertThat(use.perplexity()).isCloseTo(1, within(1e-12));
  }

  @Test
  void perplexity_isAtMostTheCodesInUse() {
    CodebookUse use = CodebookUse.of(new long[] {5, 1, 0, 2, 0, 0, 9, 0});
    assertThat(use.share()).isEqualTo(0.5);
    assertThat(use.perplexity()).isBetween(1.0, 4.0);
  }

  @Test
  void useOfItems_isThatOfTheirCodesTogether() {
    long[][] items = {{1, 0, 0}, {0, 1, 0}, {4, 4, 4}};
    assertThat(CodebookUse.ofItems(items, CodebookUse::perplexity).applyAsDouble(new int[] {0, 1}))
        .isCloseTo(2, within(1e-12));
    assertThat(CodebookUse.ofItems(items, CodebookUse::share).applyAsDouble(new int[] {2}))
        .isEqualTo(1);
  }

  @Test
  void impossibleCodes_areRefused() {
    assertThatThrownBy(() -> CodebookUse.count(new int[] {8}, 8))
        .hasMessageContaining("code 8 of a codebook of 8");
    assertThatThrownBy(() -> CodebookUse.of(new long[4])).hasMessageContaining("no codes");
  }

  @Test
  void collapse_isMeasuredAgainstTheCodesThatCouldOccur() {
    long[] few = new long[1024];
    few[3] = 60;
    few[4] = 40;
    assertThat(CodebookUse.collapsed(few)).isTrue();
    // A hundred codes cannot use more than a hundred of the 1024.
    long[] hundred = new long[1024];
    Arrays.fill(hundred, 0, 100, 1);
    assertThat(CodebookUse.collapsed(hundred)).isFalse();
    assertThat(CodebookUse.collapsed(new long[] {0, 9, 0, 1})).isFalse();
  }
}
