package io.im2wav4j.attack;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.stop.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Kills commands at random moments, starts each again in the same folder and kills it again. After
 * each kill no file under a final name may be broken; at the end the command has to end with the
 * bytes of a run that nobody disturbed.
 */
final class KillAttack {
  /** Resident memory of a command: 1 GiB of heap, weights and natives. */
  private static final long BOUND = 3L << 30;

  private static final int KILLS = 1020;

  /** Kills in one folder before the command may end. */
  private static final int CHAIN = 12;

  /** Every so often the command gets SIGTERM instead, and has to stop in order. */
  private static final int TERMINATE_EVERY = 10;

  /** Milliseconds before which a process has done nothing. */
  private static final long EARLIEST = 200;

  private static final int TERMINATED = 143;

  private KillAttack() {}

  /** Runs it over all commands, two at a time. */
  static List<Tally> run(Plan plan) throws IOException {
    TinyWorld world = TinyWorld.in(plan.work().resolve("world"), "");
    long each = Math.max(1, plan.cases(KILLS) / TinyWorld.COMMANDS.size());
    long end = plan.end();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<Tally>> running =
          plan.commands().stream()
              .map(command -> two.submit(() -> attack(plan, world, command, each, end)))
              .toList();
      List<Tally> tallies = new ArrayList<>();
      for (Future<Tally> tally : running) {
        tallies.add(tally.get());
      }
      return tallies;
    } catch (InterruptedException e) {
      throw new StoppedException("kills");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      two.shutdownNow();
    }
  }

  /** Kills one command until there were {@code kills} of it. */
  static Tally attack(Plan plan, TinyWorld world, String command, long kills, long end)
      throws IOException, InterruptedException {
    Tally tally = new Tally("kills, " + command, BOUND);
    Path folder = plan.work().resolve("kills").resolve(command.replace(' ', '-'));
    AtomicFiles.deleteTree(folder);
    SplittableRandom random = new SplittableRandom(Seeds.derive(plan.seed(), "kills " + command));
    for (int chain = 0; tally.cases < kills && !Plan.past(end); chain++) {
      // The same name as that of the world's own, which some results repeat.
      Path out = folder.resolve("chain-" + chain).resolve(world.output(command).getFileName());
      Files.createDirectories(out.getParent());
      world.prepare(command, out);
      boolean alive = true;
      for (int i = 0; i < CHAIN && tally.cases < kills && alive; i++) {
        long after = EARLIEST + (long) (world.millis(command) * random.nextDouble());
        alive = kill(world.command(command, out), after, tally);
        WholeFiles.check(out, tally);
      }
      finish(world, command, out, tally);
    }
    System.err.println("attack: " + tally.row());
    return tally;
  }

  /** One kill; false where the command was quicker, and has nothing left to do. */
  private static boolean kill(List<String> words, long millis, Tally tally)
      throws IOException, InterruptedException {
    CommandProcess command = CommandProcess.start(words);
    boolean terminated = tally.cases % TERMINATE_EVERY == TERMINATE_EVERY - 1;
    boolean quicker = command.process().waitFor(millis, TimeUnit.MILLISECONDS);
    tally.peak(Java.peakBytes(command.process().pid()));
    if (!quicker) {
      tally.cases++;
      if (terminated) {
        command.process().destroy();
      } else {
        command.process().destroyForcibly();
      }
    }
    CommandProcess.Ended ended = command.await();
    boolean right =
        quicker
            ? ended.code() == 0
            : !terminated
                || ended.code() == 0
                || ended.code() == TERMINATED && ended.saidHowToGoOn();
    if (!right) {
      tally.otherFaults++;
      tally.fault("ended with " + ended.code() + ": " + ended.said());
    }
    return !quicker && ended.code() != 0;
  }

  private static void finish(TinyWorld world, String command, Path out, Tally tally)
      throws IOException {
    CommandProcess.Ended ended = CommandProcess.start(world.command(command, out)).await();
    tally.peak(ended.peakBytes());
    if (ended.code() != 0) {
      tally.crashes += ended.crashed() ? 1 : 0;
      tally.otherFaults += ended.crashed() ? 0 : 1;
      tally.fault(out + " ended with " + ended.code() + ": " + ended.said());
      return;
    }
    List<String> differences = FolderComparison.differences(world.output(command), out);
    List<String> unfinished = FolderComparison.unfinished(out);
    tally.differing += differences.size();
    tally.halfWritten += unfinished.size();
    if (differences.isEmpty() && unfinished.isEmpty()) {
      AtomicFiles.deleteTree(out);
    } else {
      tally.fault(out + ": " + differences + ", unfinished: " + unfinished);
    }
  }
}
