package io.im2wav4j.training;

import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import io.im2wav4j.core.Seeds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which items make which batch: in epochs, each shuffled anew. A function of the seed and the
 * batch's number, so that training goes on at any batch without those before it.
 */
public final class BatchOrder implements Sampler {
  private final List<int[]> classes;
  private final int batchSize;
  private final long seed;
  private final long first;
  private final long end;
  private final int items;
  private final int largest;
  private long epoch = -1;
  private int[] order;

  /**
   * Batches of {@code batchSize} out of {@code items}, every item once an epoch; a batch may span
   * two epochs.
   */
  public BatchOrder(int items, int batchSize, long seed) {
    this(List.of(IntStream.range(0, items).toArray()), batchSize, seed, 0, Long.MAX_VALUE);
  }

  private BatchOrder(List<int[]> classes, int batchSize, long seed, long first, long end) {
    this.classes = classes;
    this.batchSize = batchSize;
    this.seed = seed;
    this.first = first;
    this.end = end;
    this.items = classes.stream().mapToInt(c -> c.length).sum();
    this.largest = classes.stream().mapToInt(c -> c.length).max().orElse(0);
    if (items == 0) {
      throw new IllegalArgumentException("no items to train on");
    }
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
    return new BatchOrder(classes, batchSize, seed, 0, Long.MAX_VALUE);
  }

  /** The same order from batch {@code first} on, without batch {@code end} and later ones. */
  public BatchOrder between(long first, long end) {
    return new BatchOrder(classes, batchSize, seed, first, end);
  }

  /** How many items there are. */
  public int items() {
    return items;
  }

  /** The seed of all that is random about a batch. */
  public long seed(long batch) {
    return Seeds.derive(seed, "batch", batch);
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
        int[] members = classes.get(i / largest);
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = members[(int) ((i % largest + wanted * largest) % members.length)];
      }
      epoch = wanted;
    }
    return order;
  }

  /** Indices of {@link TrainingDataset}: the item plus the number of items times the draw. */
  @Override
  public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
    return LongStream.range(first, end).mapToObj(this::indices).iterator();
  }

  private List<Long> indices(long batch) {
    int[] chosen = batch(batch);
    return IntStream.range(0, batchSize)
        .mapToObj(i -> chosen[i] + items * (batch * batchSize + i))
        .toList();
  }

  @Override
  public int getBatchSize() {
    return batchSize;
  }
}
