package io.im2wav4j.models.codec;

import java.util.function.ToDoubleFunction;

/**
 * How much of a codebook is used, from how often each code occurs.
 *
 * @param share of the codes that occur at all, 0 to 1
 * @param perplexity exp of the entropy of the codes: 1 where one code does everything, the
 *     codebook's size where all are equally frequent
 */
public record CodebookUse(double share, double perplexity) {
  /**
   * A codebook of which fewer than this part of the codes that could occur do is in collapse: what
   * it says of a sound fits in a fraction of its bits.
   */
  public static final double COLLAPSE = 0.1;

  /**
   * Whether the codebook is in collapse.
   *
   * @param counts of each code; fewer codes counted than the codebook has cannot use all
   */
  public static boolean collapsed(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return of(counts).share() * counts.length < COLLAPSE * Math.min(counts.length, total);
  }

  /** Of counts [codebook size], at least one of them above 0. */
  public static CodebookUse of(long[] counts) {
    long total = 0;
    int used = 0;
    for (long count : counts) {
      total += count;
      used += count > 0 ? 1 : 0;
    }
    if (total == 0) {
      throw new IllegalArgumentException("no codes to count");
    }
    double entropy = 0;
    for (long count : counts) {
      double p = (double) count / total;
      entropy -= count == 0 ? 0 : p * Math.log(p);
    }
    return new CodebookUse((double) used / counts.length, Math.exp(entropy));
  }

  /**
   * How often each code occurs, [size].
   *
   * @param codes each from 0 to size - 1
   */
  public static long[] count(int[] codes, int size) {
    long[] counts = new long[size];
    for (int code : codes) {
      if (code < 0 || code >= size) {
        throw new IllegalArgumentException("code " + code + " of a codebook of " + size);
      }
      counts[code]++;
    }
    return counts;
  }

  /**
   * The use by any selection of items, for resampling.
   *
   * @param counts of each item, [items][codebook size]
   */
  public static ToDoubleFunction<int[]> ofItems(
      long[][] counts, ToDoubleFunction<CodebookUse> quantity) {
    return items -> {
      long[] sum = new long[counts[0].length];
      for (int item : items) {
        for (int c = 0; c < sum.length; c++) {
          sum[c] += counts[item][c];
        }
      }
      return quantity.applyAsDouble(of(sum));
    };
  }
}
