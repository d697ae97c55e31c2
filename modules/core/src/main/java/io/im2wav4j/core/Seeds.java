package io.im2wav4j.core;

/**
 * Seeds for everything random. One seed given by the user becomes independent seeds by purpose and
 * index, so that adding a consumer of randomness never changes another's stream.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * A seed for {@code purpose} (a fixed word such as "shuffle") and its indices (epoch, item, step
   * ...).
   */
  public static long derive(long seed, String purpose, long... indices) {
    long h = mix(seed ^ 0x9E3779B97F4A7C15L);
    for (int i = 0; i < purpose.length(); i++) {
      h = mix(h ^ purpose.charAt(i));
    }
    for (long index : indices) {
      h = mix(h + 0x9E3779B97F4A7C15L + index);
    }
    return h;
  }

  /**
   * SplitMix64's finalizer: a bijection in which each input bit changes half of the output bits.
   */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
