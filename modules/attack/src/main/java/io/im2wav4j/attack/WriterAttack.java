package io.im2wav4j.attack;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two commands that write the same folder, begun at any two moments: one has it, or one after the
 * other; and what they leave is what one alone makes.
 */
final class WriterAttack {
  /** Resident memory of a command: 1 GiB of heap, the models and the tensor engine. */
  static final long BOUND = 3L << 30;

  private static final int ROUNDS = 4;

  private WriterAttack() {}

  /** Runs it over all commands that write. */
  static List<Tally> run(Plan plan) throws IOException {
    return run(plan, TinyWorld.in(plan.work().resolve("world"), ""), plan.commands());
  }

  /** Runs it over some commands, each with its turn. */
  static List<Tally> run(Plan plan, TinyWorld world, List<String> commands) throws IOException {
    Tally tally = new Tally("two writers", BOUND);
    long end = plan.end();
    long refused = 0;
    for (long i = 0; i < plan.cases((long) ROUNDS * commands.size()) && !Plan.past(end); i++) {
      String command = commands.get((int) (i % commands.size()));
      refused +=
          one(
              world,
              command,
              plan.work().resolve("writers"),
              Seeds.derive(plan.seed(), "writers", i),
              tally);
      tally.cases++;
    }
    tally.note = refused + " refused, the others came one after the other";
    return List.of(tally);
  }

  /** One pair; the number of those that were refused. */
  private static int one(TinyWorld world, String command, Path folder, long seed, Tally tally)
      throws IOException {
    AtomicFiles.deleteTree(folder);
    Path out = folder.resolve("out");
    world.prepare(command, out);
    List<String> words = world.command(command, out);
    SplittableRandom random = new SplittableRandom(seed);
    CommandProcess first = CommandProcess.start(words);
    long offset =
        random.nextBoolean() ? random.nextLong(200) : random.nextLong(world.millis(command));
    try {
      Thread.sleep(offset);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CommandProcess second = CommandProcess.start(words);
    CommandProcess.Ended[] ended = {first.await(), second.await()};
    String what = command + ", the second after " + offset + " ms";
    int refused = 0;
    for (int i = 0; i < 2; i++) {
      refused += judge(ended[i], (i == 0 ? second : first).process().pid(), what, tally) ? 1 : 0;
    }
    if (refused == 2) {
      tally.otherFaults++;
      tally.fault(what + ": both were refused");
    }
    compare(world.output(command), out, what, tally);
    return refused;
  }

  /** Whether it was refused because of {@code other}; anything but that or success is a fault. */
  private static boolean judge(CommandProcess.Ended ended, long other, String what, Tally tally) {
    tally.peak(ended.peakBytes());
    boolean refused =
        ended.code() == 1
            && ended.said().contains("in use by '")
            && ended.said().contains("process " + other + " on ");
    if (ended.code() != 0 && !refused) {
      count(ended, tally);
      tally.fault(what + ": ended with " + ended.code() + ": " + last(ended));
    }
    return refused;
  }

  /** Counts an end that must not be. */
  static void count(CommandProcess.Ended ended, Tally tally) {
    if (ended.code() == CommandProcess.HANG) {
      tally.hangs++;
    } else if (ended.crashed()) {
      tally.crashes++;
    } else {
      tally.otherFaults++;
    }
  }

  /** Counts what differs from the undisturbed output, and what is left unfinished. */
  static void compare(Path expected, Path found, String what, Tally tally) throws IOException {
    List<String> differences = FolderComparison.differences(expected, found);
    if (!differences.isEmpty()) {
      tally.differing++;
      tally.fault(what + ": " + MutationAttack.shortened(String.join("; ", differences)));
    }
    unfinished(found, what, tally);
  }

  /** Counts a folder with names of unfinished work. */
  static void unfinished(Path folder, String what, Tally tally) throws IOException {
    List<String> left = FolderComparison.unfinished(folder);
    if (!left.isEmpty()) {
      tally.halfWritten++;
      tally.fault(what + ": left " + MutationAttack.shortened(String.join("; ", left)));
    }
  }

  /** The end of what a command said. */
  static String last(CommandProcess.Ended ended) {
    String said = ended.said().strip();
    return said.substring(Math.max(0, said.length() - 500));
  }
}
