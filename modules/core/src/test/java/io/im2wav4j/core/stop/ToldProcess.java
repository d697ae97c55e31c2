package io.im2wav4j.core.stop;

import io.im2wav4j.core.progress.Progress;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A process that works for a minute; started by {@link StopSignalsTest}. */
final class ToldProcess {
  private ToldProcess() {}

  /** With {@code deaf} it holds a request and never asks for it, with {@code open} it has none. */
  public static void main(String[] arguments) throws InterruptedException {
    System.setProperty(Progress.PROPERTY, "none");
    StopSignals.listen(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    StopRequest held = arguments[0].equals("deaf") ? new StopRequest() : null;
    try (Progress progress = Progress.start("digging", 40)) {
      progress.step(12, "");
      System.err.println("ready");
      TimeUnit.MINUTES.sleep(1);
    }
    if (held != null) {
      held.close();
    }
  }
}
