package io.im2wav4j.training;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import ai.djl.util.Progress;
import io.im2wav4j.core.Seeds;
import java.util.SplittableRandom;

/**
 * What a model is trained on. An item gives another example each time that it is drawn (a window,
 * an augmentation), so an index stands for both: {@code item + size() x draw}, where draws are
 * counted from the beginning of training, batch after batch. An example depends on the seed and its
 * index alone, whichever thread makes it and when.
 */
public abstract class TrainingDataset extends RandomAccessDataset {
  private final BatchOrder order;
  private final String purpose;

  private static final class Builder extends BaseBuilder<Builder> {
    @Override
    protected Builder self() {
      return this;
    }
  }

  /**
   * @param order of the items
   * @param purpose what is random about an example, as "window": names its seeds
   * @param batchifier makes a batch of the examples' data
   */
  protected TrainingDataset(BatchOrder order, String purpose, Batchifier batchifier) {
    super(new Builder().setSampling(order).optDataBatchifier(batchifier));
    this.order = order;
    this.purpose = purpose;
  }

  /** The order in which items are drawn. */
  public final BatchOrder order() {
    return order;
  }

  @Override
  public final Record get(NDManager manager, long index) {
    long draw = index / order.items();
    long batch = draw / order.getBatchSize();
    long place = draw % order.getBatchSize();
    return example(
        manager,
        (int) (index % order.items()),
        new SplittableRandom(Seeds.derive(order.seed(batch), purpose, place)));
  }

  /**
   * An example of an item. Called by several threads at a time.
   *
   * @param manager owner of its arrays
   * @param random decides all that is random about it
   */
  protected abstract Record example(NDManager manager, int item, SplittableRandom random);

  @Override
  protected long availableSize() {
    return order.items();
  }

  /** There is nothing to fetch. */
  @Override
  public void prepare(Progress progress) {}
}
