package io.im2wav4j.attack;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Commands whose output lies on a disk that is full, read-only or without inodes: each says so,
 * leaves nothing unfinished, and makes the same bytes once there is room.
 */
final class DiskAttack {
  /** What is wrong with a disk. */
  enum Kind {
    FULL(3),
    READ_ONLY(1),
    NO_INODES(2);

    private final int rounds;

    Kind(int rounds) {
      this.rounds = rounds;
    }

    @Override
    public String toString() {
      return "disk " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final int PAGE = 4096;

  /** Where, what was given, what is expected, and a fix. */
  private static final Pattern USER_ERROR =
      Pattern.compile("(?m)^im2wav: (?!unexpected failure).+; expected .+\\. \\S.+$");

  private DiskAttack() {}

  /** Runs it over all commands that write. */
  static List<Tally> run(Plan plan) throws IOException {
    TinyWorld world = TinyWorld.in(plan.work().resolve("world"), "");
    return run(plan, world, plan.commands(), Kind.values());
  }

  /** Runs it over some commands, each with its turn; a row for each kind. */
  static List<Tally> run(Plan plan, TinyWorld world, List<String> commands, Kind... kinds)
      throws IOException {
    List<Tally> tallies = new ArrayList<>();
    Path mount = plan.work().resolve("disk");
    boolean mounts = SmallDisk.possible(mount);
    for (Kind kind : kinds) {
      Tally tally = new Tally(kind.toString(), WriterAttack.BOUND);
      tallies.add(tally);
      if (!mounts) {
        tally.note =
            kind == Kind.FULL
                ? "ulimit -f for it: no right to mount"
                : "left out: no right to mount";
      }
      long end = plan.end();
      long cases =
          mounts || kind == Kind.FULL ? plan.cases((long) kind.rounds * commands.size()) : 0;
      for (long i = 0; i < cases && !Plan.past(end); i++) {
        String command = commands.get((int) (i % commands.size()));
        SplittableRandom random = new SplittableRandom(Seeds.derive(plan.seed(), kind.name(), i));
        if (mounts) {
          onSmallDisk(kind, world, command, random, mount, tally);
        } else {
          withSmallFiles(world, command, random, plan.work().resolve("limited"), tally);
        }
        tally.cases++;
      }
    }
    return tallies;
  }

  private static void onSmallDisk(
      Kind kind, TinyWorld world, String command, SplittableRandom random, Path mount, Tally tally)
      throws IOException {
    Path out = mount.resolve("out");
    try (SmallDisk disk = SmallDisk.mount(mount, SmallDisk.LARGE)) {
      world.prepare(command, out);
      String options = options(kind, mount, world.output(command), random.nextDouble(0.95));
      disk.change(options);
      String what = command + " with " + options;
      judge(CommandProcess.start(world.command(command, out)).await(), mount, what, tally);
      whole(world, command, out, what, tally);
      WriterAttack.unfinished(mount, what, tally);
      disk.change(SmallDisk.LARGE);
      again(world, command, out, what, tally);
    }
  }

  /** Beside what is on the disk already, room for a part of the output. */
  private static String options(Kind kind, Path mount, Path output, double part)
      throws IOException {
    return switch (kind) {
      case FULL -> "size=" + (bytes(mount) + PAGE + (long) (part * bytes(output)));
      case NO_INODES -> "nr_inodes=" + (inodes(mount) + 1 + (long) (part * inodes(output)));
      case READ_ONLY -> "ro";
    };
  }

  /** Where nothing can be mounted: files that cannot be longer than a limit. */
  private static void withSmallFiles(
      TinyWorld world, String command, SplittableRandom random, Path folder, Tally tally)
      throws IOException {
    AtomicFiles.deleteTree(folder);
    Path out = folder.resolve("out");
    world.prepare(command, out);
    long blocks = random.nextLong(1, Math.max(2, largest(world.output(command)) / 1024));
    List<String> limited = List.of("bash", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "bash");
    String what = command + " with files up to " + blocks + " KiB";
    judge(CommandProcess.start(limited, world.command(command, out)).await(), folder, what, tally);
    whole(world, command, out, what, tally);
    WriterAttack.unfinished(folder, what, tally);
    again(world, command, out, what, tally);
  }

  /** Success, where there was room after all, or one error for the user that names the place. */
  private static void judge(CommandProcess.Ended ended, Path place, String what, Tally tally) {
    tally.peak(ended.peakBytes());
    boolean explained =
        ended.code() == 1
            && USER_ERROR.matcher(ended.said()).find()
            && ended.said().contains(place.toString())
            && !ended.said().contains("\tat ");
    if (ended.code() != 0 && !explained) {
      WriterAttack.count(ended, tally);
      tally.fault(what + ": ended with " + ended.code() + ": " + WriterAttack.last(ended));
    }
  }

  /** What is there under its own name is what belongs there; of a log, its beginning. */
  private static void whole(TinyWorld world, String command, Path out, String what, Tally tally)
      throws IOException {
    List<String> broken = new ArrayList<>();
    for (String difference : FolderComparison.differences(world.output(command), out)) {
      String name = difference.replaceFirst(" [a-z ]+$", "");
      if (difference.endsWith(" is missing")
          || name.endsWith(".jsonl")
              && begins(world.output(command).resolve(name), out.resolve(name))) {
        continue;
      }
      broken.add(difference);
    }
    if (!broken.isEmpty()) {
      tally.halfWritten++;
      tally.fault(what + ": " + MutationAttack.shortened(String.join("; ", broken)));
    }
  }

  private static boolean begins(Path whole, Path part) throws IOException {
    byte[] all = Files.readAllBytes(whole);
    byte[] some = Files.readAllBytes(part);
    return some.length <= all.length && Arrays.equals(Arrays.copyOf(all, some.length), some);
  }

  private static void again(TinyWorld world, String command, Path out, String what, Tally tally)
      throws IOException {
    CommandProcess.Ended ended = CommandProcess.start(world.command(command, out)).await();
    tally.peak(ended.peakBytes());
    if (ended.code() != 0) {
      WriterAttack.count(ended, tally);
      tally.fault(
          what
              + ", run again with room: ended with "
              + ended.code()
              + ": "
              + WriterAttack.last(ended));
    }
    WriterAttack.compare(world.output(command), out, what + ", run again with room", tally);
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : all(folder)) {
      bytes += Files.isRegularFile(file) ? (Files.size(file) + PAGE - 1) / PAGE * PAGE : 0;
    }
    return bytes;
  }

  private static long inodes(Path folder) throws IOException {
    return all(folder).size();
  }

  private static long largest(Path folder) throws IOException {
    long largest = 0;
    for (Path file : all(folder)) {
      largest = Math.max(largest, Files.size(file));
    }
    return largest;
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }
}
