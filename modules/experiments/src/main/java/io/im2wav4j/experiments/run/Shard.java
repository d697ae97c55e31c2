package io.im2wav4j.experiments.run;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.experiments.plan.Variant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A share of the variants, for several machines with one folder.
 *
 * @param index from 1
 * @param count of shares
 */
public record Shard(int index, int count) {
  /** All variants. */
  public static final Shard ALL = new Shard(1, 1);

  /** Reads {@code i/n}. */
  public static Shard parse(String text) {
    if (text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
      int slash = text.indexOf('/');
      int index = Integer.parseInt(text.substring(0, slash));
      int count = Integer.parseInt(text.substring(slash + 1));
      if (index >= 1 && index <= count) {
        return new Shard(index, count);
      }
    }
    throw new UsageError("--shard", "'" + text + "'", "i/n with i from 1 to n", "For example 1/4");
  }

  /** Every n-th variant, from the i-th. */
  public List<Variant> of(List<Variant> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % count == index - 1)
        .mapToObj(all::get)
        .toList();
  }
}
