package io.im2wav4j.core.progress;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Tells a waiting user how far a long task is and how long it will still take: a bar on a terminal,
 * a log line now and then elsewhere. Implementations may be used from many threads.
 *
 * <pre>{@code
 * try (Progress progress = Progress.start("training vqvae", 5000)) {
 *   for (...) {
 *     progress.step(1, "loss 0.31");
 *   }
 * }
 * }</pre>
 */
public interface Progress extends AutoCloseable {
  /** The system property that chooses: {@code bar}, {@code log} or {@code none}. */
  String PROPERTY = "im2wav.progress";

  /** Starts a task of {@code total} units; 0 if the number is not known beforehand. */
  static Progress start(String task, long total) {
    return start(task, total, 0);
  }

  /**
   * Starts a task of {@code total} units, {@code done} of which an earlier process has done: they
   * count for the percentage but not for the rate.
   */
  static Progress start(String task, long total, long done) {
    return open(task, total, done, true);
  }

  /** Starts a task that is done in one process or not at all: stopped, nothing of it is kept. */
  static Progress startWhole(String task, long total) {
    return open(task, total, 0, false);
  }

  private static Progress open(String task, long total, long done, boolean kept) {
    String choice = System.getProperty(PROPERTY, Terminals.interactive() ? "bar" : "log");
    Progress shown =
        switch (choice) {
          case "none" -> silent();
          case "bar" -> BarProgress.open(task, total, done, System.err);
          default -> logged(task, total, done);
        };
    return new OpenProgress(task, total, done, kept, shown);
  }

  /**
   * Ends all displays of the process, which is about to end.
   *
   * @return what to tell the user, as {@code stopped at 12 of 40 (clips), run again to go on}
   */
  static String stopAll() {
    return OpenProgress.stopAll();
  }

  /** Says nothing: for tests. */
  static Progress silent() {
    return SilentProgress.INSTANCE;
  }

  private static Progress logged(String task, long total, long done) {
    return new LogProgress(
        task,
        total,
        done,
        Duration.ofSeconds(10),
        System::nanoTime,
        LoggerFactory.getLogger(Progress.class)::info);
  }

  /**
   * {@code n} more units are done.
   *
   * @param note what to show beside the bar, such as the current loss; empty for nothing
   */
  void step(long n, String note);

  /** Ends the display; the task is finished or given up. */
  @Override
  void close();
}
