package io.im2wav4j.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that someone probably meant. */
public final class Names {
  private Names() {}

  /** The candidate fewest edits away from {@code given}, if few enough to be a slip. */
  public static Optional<String> nearest(String given, Collection<String> candidates) {
    int limit = Math.max(2, given.length() / 3);
    return candidates.stream()
        .filter(c -> distance(given, c) <= limit)
        .min(Comparator.comparingInt((String c) -> distance(given, c)).thenComparing(c -> c));
  }

  /** Levenshtein's distance, case ignored. */
  private static int distance(String x, String y) {
    String a = x.toLowerCase(Locale.ROOT);
    String b = y.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
