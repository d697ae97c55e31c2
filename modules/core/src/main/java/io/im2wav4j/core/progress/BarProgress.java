package io.im2wav4j.core.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is redrawn in place. */
final class BarProgress implements Progress {
  private final ProgressBar bar;
  private final AtomicBoolean closed = new AtomicBoolean();

  private BarProgress(ProgressBar bar) {
    this.bar = bar;
  }

  /** A bar on {@code out}, which must be a terminal. */
  static Progress open(String task, long total, long done, PrintStream out) {
    // The width is given, because the library would ask a terminal of jline for it, which takes
    // SIGINT away from the JVM: Ctrl-C would kill it.
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total > 0 ? total : -1)
            .startsFrom(done, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .setConsumer(new ConsoleProgressBarConsumer(out, Terminals.width() - 1))
            .showSpeed()
            .build();
    return new BarProgress(bar);
  }

  @Override
  public void step(long n, String note) {
    bar.stepBy(n);
    bar.setExtraMessage(note);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) { // once: a second would draw it again
      bar.close();
    }
  }
}
