package io.im2wav4j.benchmarks;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of its own process from its start to its end, and its memory as Linux counts it (0
 * elsewhere).
 *
 * @param seconds the whole run
 * @param peakBytes largest resident size, VmHWM
 * @param residentEarly resident size, VmRSS, after half of the time, bytes
 * @param residentLate the same shortly before the end
 */
record CommandRun(double seconds, long peakBytes, long residentEarly, long residentLate) {
  private static final int MILLISECONDS = 50;

  private record Moment(double seconds, long bytes) {}

  /**
   * Runs a command.
   *
   * @throws UserError where it fails
   */
  static CommandRun of(List<String> command, Path log) {
    long start = System.nanoTime();
    List<Moment> moments = new ArrayList<>();
    long peak = 0;
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove("IM2WAV_MAIN"); // the launcher would start a benchmark again
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      Process process = builder.start();
      while (!process.waitFor(MILLISECONDS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, ProcessMemory.peakBytes(process.pid()));
        long resident = ProcessMemory.residentBytes(process.pid());
        if (resident > 0) {
          moments.add(new Moment((System.nanoTime() - start) * 1e-9, resident));
        }
      }
      if (process.exitValue() != 0) {
        throw new UserError(
            String.join(" ", command), "failed", "a run without error", "See " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new CommandRun(seconds, peak, at(moments, 0.5 * seconds), at(moments, 0.95 * seconds));
  }

  private static long at(List<Moment> moments, double seconds) {
    long bytes = 0;
    for (Moment moment : moments) {
      bytes = moment.seconds <= seconds ? moment.bytes : bytes;
    }
    return bytes;
  }
}
