package io.im2wav4j.core.progress;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is redrawn in place. */
final class BarProgress implements Progress {
  private final ProgressBar bar;

  private BarProgress(ProgressBar bar) {
    this.bar = bar;
  }

  /** A bar on {@code out}, which must be a terminal. */
  static Progress open(String task, long total, long done, PrintStream out) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total > 0 ? total : -1)
            .startsFrom(done, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .setConsumer(new ConsoleProgressBarConsumer(out))
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
    bar.close();
  }
}
