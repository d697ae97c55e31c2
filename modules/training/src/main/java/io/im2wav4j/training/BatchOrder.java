package io.im2wav4j.training;

import io.im2wav4j.core.Seeds;
import java.util.SplittableRandom;

/**
 * Which items make which batch: every item once an epoch, in an order of that epoch. Any batch can
 * be asked for without those before it.
 */
public final class BatchOrder {
  private final int items;
  private final int batchSize;
  private final long seed;
  private long epoch = -1;
  private int[] order;

  /** Batches of {@code batchSize} out of {@code items}; a batch may span two epochs. */
  public BatchOrder(int items, int batchSize, long seed) {
    if (items < 1) {
      throw new IllegalArgumentException("no items to train on");
    }
    this.items = items;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /** Item numbers of a batch, counted from 0. */
  public int[] batch(long number) {
    int[] chosen = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      long position = number * batchSize + i;
      chosen[i] = orderOf(position / items)[(int) (position % items)];
    }
    return chosen;
  }

  private int[] orderOf(long wanted) {
    if (wanted != epoch) {
      SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "shuffle", wanted));
      order = new int[items];
      for (int i = 0; i < items; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      epoch = wanted;
    }
    return order;
  }
}
