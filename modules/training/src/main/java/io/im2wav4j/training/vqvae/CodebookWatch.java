package io.im2wav4j.training.vqvae;

import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodebookUse;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts the codes that come out of each codebook, as {@code models evaluate} counts them, and
 * warns when one of them falls into collapse: once when it happens, and at the end if it still is.
 */
final class CodebookWatch {
  /** What a term's name ends in where a level is in collapse. */
  static final String COLLAPSED = ".collapsed";

  private final int size;
  private final Consumer<String> warn;
  private final Map<CodeLevel, long[]> counts = new EnumMap<>(CodeLevel.class);
  private final Map<CodeLevel, String> collapsed = new EnumMap<>(CodeLevel.class);

  /**
   * @param size of each codebook
   * @param warn takes a line
   */
  CodebookWatch(int size, Consumer<String> warn) {
    this.size = size;
    this.warn = warn;
  }

  /** Counts codes. */
  void add(CodeLevel level, int[] codes) {
    long[] sum = counts.computeIfAbsent(level, l -> new long[size]);
    long[] more = CodebookUse.count(codes, size);
    for (int code = 0; code < size; code++) {
      sum[code] += more[code];
    }
  }

  /** The use since the last call, by level: percent of the codebook, and perplexity. */
  Map<String, Double> use() {
    Map<String, Double> terms = new LinkedHashMap<>();
    counts.forEach(
        (level, sum) -> {
          CodebookUse use = CodebookUse.of(sum);
          terms.put(level + ".codesInUse", 100 * use.share());
          terms.put(level + ".codebookPerplexity", use.perplexity());
          if (CodebookUse.collapsed(sum)) {
            terms.put(level + COLLAPSED, 1.0);
            String warning = warning(level, use);
            if (collapsed.put(level, warning) == null) {
              warn.accept(warning);
            }
          } else {
            collapsed.remove(level);
          }
        });
    counts.clear();
    return terms;
  }

  /** Says again what is still in collapse. */
  void finish() {
    collapsed.values().forEach(warning -> warn.accept("at the end of training, " + warning));
  }

  private String warning(CodeLevel level, CodebookUse use) {
    return String.format(
        Locale.ROOT,
        "the codebook of level %s is in collapse: %d of %d codes in use, perplexity %.1f. Look for"
            + " sounds that are silent or all alike; else start again with a smaller codebookSize or"
            + " a lower learningRate",
        level,
        Math.round(use.share() * size),
        size,
        use.perplexity());
  }
}
