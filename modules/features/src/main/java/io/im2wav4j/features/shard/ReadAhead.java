package io.im2wav4j.features.shard;

import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads items in order on a thread of its own, as far ahead as a budget of memory allows. */
final class ReadAhead<R> implements AutoCloseable {
  private static final long BUDGET_BYTES = 256L << 20;
  private static final int MOST_ITEMS = 128;

  private final BatchMaker<R> maker;
  private final List<Item> items;
  private final Deque<Read<R>> ready = new ArrayDeque<>();
  private final Thread thread;
  private long held;
  private boolean closed;

  /** An item with what was read of it, or why it could not be. */
  record Read<R>(Item item, R value, Throwable failure, long bytes) {
    /** The reason to skip the item; null if it was read. */
    UserError skip() {
      return failure == null ? null : SkippedItems.reason(item.id(), failure);
    }
  }

  ReadAhead(List<Item> items, BatchMaker<R> maker) {
    this.items = items;
    this.maker = maker;
    this.thread = new Thread(this::readAll, "read-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll() {
    for (Item item : items) {
      Read<R> read;
      try {
        R value = maker.read(item);
        read = new Read<>(item, value, null, maker.bytes(value));
      } catch (RuntimeException | Error e) {
        read = new Read<>(item, null, e, 0);
      }
      if (!offer(read)) {
        return;
      }
    }
  }

  private synchronized boolean offer(Read<R> read) {
    // An item over the budget goes alone.
    while (!closed
        && !ready.isEmpty()
        && (held + read.bytes() > BUDGET_BYTES || ready.size() >= MOST_ITEMS)) {
      try {
        wait();
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    ready.add(read);
    held += read.bytes();
    notifyAll();
    return !closed;
  }

  /** The next item; call it as often as there are items. */
  synchronized Read<R> next() {
    while (ready.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while media were read", e);
      }
    }
    Read<R> read = ready.remove();
    held -= read.bytes();
    notifyAll();
    return read;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
