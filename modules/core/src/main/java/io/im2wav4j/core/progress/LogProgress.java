package io.im2wav4j.core.progress;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log line every ten seconds, and one at the end. */
final class LogProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger("im2wav");
  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final String task;
  private final long total;
  private final long start = System.nanoTime();
  private long lastLine = start;
  private long done;
  private String lastNote = "";

  LogProgress(String task, long total) {
    this.task = task;
    this.total = total;
  }

  @Override
  public synchronized void step(long count, String note) {
    done += count;
    lastNote = note;
    long now = System.nanoTime();
    if (now - lastLine >= INTERVAL_NANOS) {
      lastLine = now;
      double seconds = (now - start) / 1e9;
      long left = Math.round(seconds / Math.max(1, done) * Math.max(0, total - done));
      LOG.info("{}", line() + String.format(Locale.ROOT, ", %s left", clock(left)));
    }
  }

  private String line() {
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "%s: %d of %d (%d %%), %.1f/s%s",
        task,
        done,
        total,
        total == 0 ? 100 : 100 * done / total,
        done / Math.max(1e-9, seconds),
        lastNote.isEmpty() ? "" : ", " + lastNote);
  }

  private static String clock(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  @Override
  public synchronized void close() {
    LOG.info("{}", line() + ", took " + clock(Math.round((System.nanoTime() - start) / 1e9)));
  }
}
