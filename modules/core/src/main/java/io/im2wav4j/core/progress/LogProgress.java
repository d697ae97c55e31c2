package io.im2wav4j.core.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One line at most every interval, and one at the end. The rate is that since the line before the
 * last, so that a slow start is soon forgotten.
 */
final class LogProgress implements Progress {
  private final String task;
  private final long total;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private final long started;
  private long done;
  private long lastLine;
  private long doneThen;
  private long lineBefore;
  private long doneBefore;
  private boolean closed;

  /**
   * @param before units done by an earlier process
   * @param nanoTime a clock as {@link System#nanoTime()}
   */
  LogProgress(
      String task,
      long total,
      long before,
      Duration interval,
      LongSupplier nanoTime,
      Consumer<String> log) {
    this.task = task;
    this.total = total;
    this.done = before;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.log = log;
    this.started = nanoTime.getAsLong();
    this.lastLine = started;
    this.doneThen = before;
    this.lineBefore = started;
    this.doneBefore = before;
  }

  @Override
  public synchronized void step(long n, String note) {
    done += n;
    long now = nanoTime.getAsLong();
    if (now - lastLine >= intervalNanos) {
      log.accept(line(now, note));
      lineBefore = lastLine;
      doneBefore = doneThen;
      lastLine = now;
      doneThen = done;
    }
  }

  private String line(long now, String note) {
    double rate = (done - doneBefore) / ((now - lineBefore) / 1e9);
    StringBuilder line = new StringBuilder(task).append(": ");
    if (total > 0) {
      line.append(
          String.format(Locale.ROOT, "%.0f %% (%d of %d)", 100.0 * done / total, done, total));
    } else {
      line.append(done);
    }
    line.append(", ").append(rateText(rate));
    if (total > done && rate > 0) {
      line.append(", ").append(duration((total - done) / rate)).append(" left");
    }
    if (!note.isEmpty()) {
      line.append(", ").append(note);
    }
    return line.toString();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    String spent = duration((nanoTime.getAsLong() - started) / 1e9);
    log.accept(
        total > 0 && done < total
            ? task + ": stopped at " + done + " of " + total + " after " + spent
            : task + ": " + done + " done in " + spent);
  }

  /** Units a second, or seconds a unit where that reads better. */
  static String rateText(double rate) {
    return rate >= 1 || rate <= 0
        ? String.format(Locale.ROOT, "%.1f/s", rate)
        : String.format(Locale.ROOT, "%.1f s each", 1 / rate);
  }

  /**
   * A length of time in the two units that matter: {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5
   * min}.
   */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}
