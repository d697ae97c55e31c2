package io.im2wav4j.features.shard;

import io.im2wav4j.data.manifest.Item;
import java.util.List;

/**
 * Makes the features of items in two steps: files are read ahead on a thread of their own, while
 * networks work on what was read.
 *
 * @param <R> what is read of an item
 */
public interface BatchMaker<R> {
  /**
   * Reads an item's files; on the reading thread.
   *
   * @throws io.im2wav4j.core.error.UserError where they cannot be read: the item is skipped
   */
  R read(Item item);

  /** What a read item holds in memory, roughly. */
  long bytes(R read);

  /** Whether another item joins a batch. Batches depend on the items alone, never on time. */
  boolean joins(List<R> batch, R next);

  /**
   * The features of a batch, in its order. A {@link io.im2wav4j.core.error.UserError} for a batch
   * of one item skips the item; one for a larger batch makes its items be tried one by one.
   */
  List<ShardBuilder.ItemFeatures> make(List<R> batch);
}
