package io.im2wav4j.experiments.run;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.stop.StopRequest;
import io.im2wav4j.core.stop.StopSignals;
import io.im2wav4j.core.stop.StoppedException;
import io.im2wav4j.experiments.plan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Variants in processes of their own, several at a time: the tensor engine collects gradients for
 * one computation in a process. What they say goes to logs/NAME.log.
 */
public final class VariantProcesses {
  private static final Logger LOG = LoggerFactory.getLogger(VariantProcesses.class);

  /** Exit codes of a process that was asked to stop: it has not failed. */
  private static final Set<Integer> STOPPED = Set.of(129, 130, 143);

  private final Path root;
  private final Outcomes outcomes;
  private final Function<Variant, List<String>> command;

  /**
   * Processes.
   *
   * @param root of the store
   * @param command that runs one variant; it records its own failure where it can
   */
  public VariantProcesses(Path root, Outcomes outcomes, Function<Variant, List<String>> command) {
    this.root = root;
    this.outcomes = outcomes;
    this.command = command;
  }

  /** Runs all, at most {@code jobs} at a time. */
  public void run(List<Variant> variants, int jobs) {
    List<Process> started = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try (StopRequest stop = new StopRequest(() -> stop(started))) {
      List<Future<?>> all = new ArrayList<>();
      for (Variant variant : variants) {
        all.add(pool.submit(() -> run(variant, started)));
      }
      for (Future<?> one : all) {
        one.get();
      }
      if (stop.requested()) {
        throw new StoppedException("");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(started);
    } catch (ExecutionException e) {
      stop(started);
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private void run(Variant variant, List<Process> started) {
    Path log = root.resolve("logs").resolve(variant.slug() + ".log");
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command.apply(variant))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      Process process;
      synchronized (started) {
        StopSignals.check(); // one started after stop() has looked would not be told
        process = builder.start();
        started.add(process);
      }
      LOG.info("{}: process {}, {}", variant.name(), process.pid(), log);
      int code = process.waitFor();
      if (code != 0 && !STOPPED.contains(code) && outcomes.failure(variant).isEmpty()) {
        outcomes.failed(
            variant, "its process ended with code " + code + "; its last words are in " + log);
      }
      String end = STOPPED.contains(code) ? "stopped" : "done";
      LOG.info("{}: {}", variant.name(), outcomes.failure(variant).orElse(end));
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all in order: each writes its checkpoint first. */
  private static void stop(List<Process> started) {
    List<Process> live;
    synchronized (started) {
      live = started.stream().filter(Process::isAlive).toList();
    }
    live.forEach(Process::destroy);
    for (Process process : live) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
