package io.im2wav4j.training;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says when the last checkpoint is too long ago. Which steps have one changes no weight. */
final class CheckpointClock {
  private final long nanos;
  private final LongSupplier nanoTime;
  private long last;

  /**
   * @param minutes between checkpoints; null: never due
   * @param nanoTime as {@link System#nanoTime()}
   */
  CheckpointClock(Integer minutes, LongSupplier nanoTime) {
    this.nanos = minutes == null ? 0 : TimeUnit.MINUTES.toNanos(minutes);
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  boolean due() {
    return nanos > 0 && nanoTime.getAsLong() - last >= nanos;
  }

  /** A checkpoint was written. */
  void restart() {
    last = nanoTime.getAsLong();
  }
}
