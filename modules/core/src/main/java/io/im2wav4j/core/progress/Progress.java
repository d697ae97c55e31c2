package io.im2wav4j.core.progress;

/**
 * The progress of one piece of work: a bar on a terminal, a log line now and then elsewhere. Safe
 * to use from threads.
 */
public interface Progress extends AutoCloseable {

  /**
   * Starts to show progress.
   *
   * @param task a few words, as "train low"
   * @param total steps in all
   */
  static Progress start(String task, long total) {
    return System.console() != null && System.getenv("TERM") != null
        ? new BarProgress(task, total)
        : new LogProgress(task, total);
  }

  /** Progress that nobody sees. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void step(long count, String note) {}

      @Override
      public void close() {}
    };
  }

  /**
   * More is done.
   *
   * @param count steps done since the last call
   * @param note what to show beside, as "loss 3.21"; may be empty
   */
  void step(long count, String note);

  @Override
  void close();
}
