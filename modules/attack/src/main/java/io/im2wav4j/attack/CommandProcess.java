package io.im2wav4j.attack;

import io.im2wav4j.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One command of im2wav in a process of its own.
 *
 * @param log what it says, both streams
 */
record CommandProcess(Process process, Path log) {
  /** The most time of one command of a {@link TinyWorld}, seconds. */
  static final long DEADLINE = 600;

  /** The exit code of one that did not end in time. */
  static final int HANG = -1;

  /**
   * How it ended.
   *
   * @param code its exit code, or {@link #HANG}
   * @param said both streams
   * @param peakBytes resident memory, about
   */
  record Ended(int code, String said, long peakBytes) {
    /** Whether it said that the work can go on; before its first line only the system answers. */
    boolean saidHowToGoOn() {
      return said.contains("run again")
          || said.lines().allMatch(line -> line.startsWith("WARNING: Using incubator"));
    }

    /** Whether Java itself ended it: a fault of native code, or a signal. */
    boolean crashed() {
      return code > 2;
    }
  }

  /** Starts it. */
  static CommandProcess start(List<String> words) throws IOException {
    return start(List.of(), words);
  }

  /**
   * Starts it.
   *
   * @param before words of the program that starts it, such as a shell with a limit
   */
  static CommandProcess start(List<String> before, List<String> words) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        Java.command(
            List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dim2wav.progress=log",
                "-Dai.djl.pytorch.num_threads=1"),
            Main.class.getName(),
            words));
    Path log = Files.createTempFile("im2wav-attack", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE"); // threads that wait take no core
    return new CommandProcess(builder.start(), log);
  }

  /** Waits for its end. */
  Ended await() throws IOException {
    long peak = 0;
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE);
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, Java.peakBytes(process.pid()));
        if (Plan.past(end)) {
          List<ProcessHandle> children = process.descendants().toList();
          process.destroyForcibly().waitFor();
          children.forEach(ProcessHandle::destroyForcibly);
          return new Ended(HANG, Files.readString(log), peak);
        }
      }
      return new Ended(process.exitValue(), Files.readString(log), peak);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException(e);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
