package io.im2wav4j.core.progress;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a display shows; while it is open, whoever ends the process can ask for it. */
final class OpenProgress implements Progress {
  private static final Deque<OpenProgress> OPEN = new ConcurrentLinkedDeque<>();

  private final String task;
  private final long total;
  private final boolean kept;
  private final AtomicLong done;
  private final Progress shown;

  /**
   * @param kept whether a later process can go on from what is done
   */
  OpenProgress(String task, long total, long done, boolean kept, Progress shown) {
    this.task = task;
    this.total = total;
    this.kept = kept;
    this.done = new AtomicLong(done);
    this.shown = shown;
    OPEN.addLast(this);
  }

  static String stopAll() {
    OpenProgress last = OPEN.peekLast();
    String text = last == null ? "stopped, run again to go on" : last.stopped();
    OPEN.forEach(Progress::close);
    return text;
  }

  private String stopped() {
    String count = total > 0 ? done + " of " + total : done.toString();
    String again = kept ? "to go on" : "from the beginning";
    return "stopped at %s (%s), run again %s".formatted(count, task, again);
  }

  @Override
  public void step(long n, String note) {
    done.addAndGet(n);
    shown.step(n, note);
  }

  @Override
  public void close() {
    OPEN.remove(this);
    shown.close();
  }
}
