package io.im2wav4j.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that reads files and may die of it; the next file then gets a new one. */
final class Victim implements AutoCloseable {
  /** How reading a file ended. */
  enum End {
    VALUE,
    REFUSED,
    EXCEPTION,
    CRASH,
    HANG
  }

  /** An end with what was said. */
  record Outcome(End end, String said) {}

  private final List<String> before;
  private final List<String> flags;
  private final Path log;
  private final Tally tally;
  private final ExecutorService waiting =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "answers");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Long> workers = new HashSet<>();
  private int asked;
  private Process process;
  private Writer questions;
  private BufferedReader answers;

  /**
   * A victim, started with its first file.
   *
   * @param media which process decodes: "worker" or "process"
   */
  Victim(String media, Path log, Tally tally) {
    this(List.of(), List.of("-Dim2wav.media=" + media), log, tally);
  }

  /**
   * A victim of other kind.
   *
   * @param before words before its command
   * @param flags of its JVM
   */
  Victim(List<String> before, List<String> flags, Path log, Tally tally) {
    this.before = before;
    this.flags = flags;
    this.log = log;
    this.tally = tally;
  }

  /** Lets it read a file. */
  Outcome read(Reader reader, Path file, double seconds) {
    try {
      if (process != null && !process.isAlive()) {
        return new Outcome(End.CRASH, "the process had ended before, with " + end());
      }
      if (process == null) {
        start();
      }
      questions.write(reader + " " + file.toAbsolutePath().toUri() + "\n");
      questions.flush();
      String line =
          waiting.submit(answers::readLine).get((long) (seconds * 1e3), TimeUnit.MILLISECONDS);
      if (line == null) {
        return new Outcome(End.CRASH, "the process ended with " + end());
      }
      if (++asked % 20 == 0) {
        observe();
      }
      End end =
          line.startsWith("value")
              ? End.VALUE
              : line.startsWith("refused") ? End.REFUSED : End.EXCEPTION;
      return new Outcome(end, line);
    } catch (TimeoutException e) {
      end();
      return new Outcome(End.HANG, "no answer after " + seconds + " s");
    } catch (IOException | ExecutionException e) {
      return new Outcome(End.CRASH, "the process ended with " + end() + " (" + e + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void start() throws IOException {
    List<String> all = new ArrayList<>(flags);
    all.add("-Xmx1g");
    List<String> command = new ArrayList<>(before);
    command.addAll(Java.command(all, ReaderProcess.class.getName(), List.of()));
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Peak memory, and each worker beyond the first, which took the place of a dead one. */
  private void observe() {
    tally.peak(Java.peakBytes(process.pid()));
    process
        .descendants()
        .forEach(
            worker -> {
              if (workers.add(worker.pid()) && workers.size() > 1) {
                tally.workerDeaths++;
              }
            });
  }

  private int end() {
    observe();
    workers.clear();
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    int code = process.exitValue();
    process = null;
    return code;
  }

  @Override
  public void close() {
    waiting.shutdownNow();
    if (process != null) {
      try {
        questions.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        end();
      }
    }
  }
}
