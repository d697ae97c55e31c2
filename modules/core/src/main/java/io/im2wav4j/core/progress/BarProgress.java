package io.im2wav4j.core.progress;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate and time left. */
final class BarProgress implements Progress {
  private final ProgressBar bar;

  BarProgress(String task, long total) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUpdateIntervalMillis(250)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed()
            .build();
  }

  @Override
  public synchronized void step(long count, String note) {
    bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
    bar.stepBy(count);
  }

  @Override
  public void close() {
    bar.close();
  }
}
