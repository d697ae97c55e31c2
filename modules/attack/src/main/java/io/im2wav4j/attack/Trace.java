package io.im2wav4j.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Which files a process and its children open, by strace. */
final class Trace {
  private Trace() {}

  /** Whether this machine has it and lets it trace. */
  static boolean available() {
    try {
      return new ProcessBuilder("strace", "-D", "-qq", "-o", "/dev/null", "true").start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The words before a command; the process that they start is the command's own. */
  static List<String> command(Path trace) {
    return List.of(
        "strace",
        "-D",
        "-f",
        "-A",
        "-qq",
        "--seccomp-bpf",
        "-s",
        "4096",
        "-e",
        "signal=none",
        "-e",
        "trace=openat,open,openat2",
        "-o",
        trace.toString());
  }

  /** Waits until the tracer, which is no child, has written all that it saw. */
  static void await(Path trace) {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("-o " + trace + " "))
        .forEach(tracer -> tracer.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  /** The lines of a trace that hold it. */
  static List<String> matches(Path trace, Pattern pattern) {
    List<String> found = new ArrayList<>();
    try (var in = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (pattern.matcher(line).find()) {
          found.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Runs a command on a file, and does without where there is none. */
  static void shell(String command, Path file) {
    try {
      new ProcessBuilder(command, file.toString()).start().waitFor();
    } catch (IOException e) {
      return; // No such command here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
