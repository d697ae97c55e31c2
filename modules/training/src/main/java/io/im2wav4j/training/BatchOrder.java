package io.im2wav4j.training;

import io.im2wav4j.core.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which items make which batch: in epochs, each in an order of its own. Any batch can be asked for
 * without those before it.
 */
public final class BatchOrder {
  private final List<int[]> classes;
  private final int largest;
  private final int batchSize;
  private final long seed;
  private long epoch = -1;
  private int[] order;

  /**
   * Batches of {@code batchSize} out of {@code items}, every item once an epoch; a batch may span
   * two epochs.
   */
  public BatchOrder(int items, int batchSize, long seed) {
    this(List.of(IntStream.range(0, items).toArray()), batchSize, seed);
  }

  private BatchOrder(List<int[]> classes, int batchSize, long seed) {
    this.classes = classes;
    this.largest = classes.stream().mapToInt(c -> c.length).max().orElse(0);
    if (largest == 0) {
      throw new IllegalArgumentException("no items to train on");
    }
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /**
   * An order in which every class comes equally often: in an epoch each as often as the largest has
   * items. The items of a class take turns, also from epoch to epoch.
   *
   * @param labels the class of each item
   */
  public static BatchOrder balanced(List<String> labels, int batchSize, long seed) {
    Map<String, List<Integer>> byLabel = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      byLabel.computeIfAbsent(labels.get(i), label -> new ArrayList<>()).add(i);
    }
    List<int[]> classes =
        byLabel.values().stream()
            .map(items -> items.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    return new BatchOrder(classes, batchSize, seed);
  }

  /** Item numbers of a batch, counted from 0. */
  public int[] batch(long number) {
    int perEpoch = classes.size() * largest;
    int[] chosen = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      long position = number * batchSize + i;
      chosen[i] = orderOf(position / perEpoch)[(int) (position % perEpoch)];
    }
    return chosen;
  }

  private int[] orderOf(long wanted) {
    if (wanted != epoch) {
      SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "shuffle", wanted));
      order = new int[classes.size() * largest];
      for (int i = 0; i < order.length; i++) {
        int[] items = classes.get(i / largest);
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = items[(int) ((i % largest + wanted * largest) % items.length)];
      }
      epoch = wanted;
    }
    return order;
  }
}
