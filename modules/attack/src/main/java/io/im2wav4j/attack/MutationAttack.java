package io.im2wav4j.attack;

import io.im2wav4j.core.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Damaged files, each read by its reader: a value or a refusal is right, all else is a fault. */
final class MutationAttack {
  /** Resident memory of the main process: 1 GiB of heap and what a JVM takes beside it. */
  static final long BOUND = 2L << 30;

  private static final double DEADLINE = 30;

  private MutationAttack() {}

  /** Runs it with either process decoding. */
  static List<Tally> run(Plan plan) throws IOException {
    List<Tally> tallies = new ArrayList<>();
    for (String media : List.of("worker", "process")) {
      Tally tally = new Tally("mutations, in " + media, BOUND);
      tallies.add(tally);
      long end = plan.end();
      Path folder = Files.createDirectories(plan.work().resolve("mutations-" + media));
      SeedFiles seeds = SeedFiles.make(plan.work().resolve("seeds"));
      try (Victim victim = new Victim(media, folder.resolve("log.txt"), tally)) {
        for (long i = 0; i < plan.cases(50_000) && !Plan.past(end); i++) {
          one(plan, seeds.all(), i, victim, folder, tally);
        }
      }
    }
    return tallies;
  }

  private static void one(
      Plan plan, List<SeedFiles.Seed> seeds, long index, Victim victim, Path folder, Tally tally)
      throws IOException {
    SeedFiles.Seed seed = seeds.get((int) (index % seeds.size()));
    SeedFiles.Seed other = seeds.get((int) (index * 31 % seeds.size()));
    byte[] bytes =
        Mutator.mutate(
            Files.readAllBytes(seed.file()),
            Files.readAllBytes(other.file()),
            Seeds.derive(plan.seed(), "mutation", index));
    Path run = Files.createDirectories(folder.resolve("case"));
    if (tally.cases == 0) {
      SeedFiles.companions(run);
    }
    Path file = run.resolve(seed.reader().fileName(seed.file().getFileName().toString()));
    Files.write(file, bytes);
    tally.cases++;
    if (tally.cases % 500 == 0) {
      System.err.println(
          "attack: mutations, " + tally.cases + " cases, " + tally.faults.size() + " faults");
    }
    judge(seed.reader(), victim.read(seed.reader(), file, DEADLINE), bytes, folder, index, tally);
    Files.delete(file);
  }

  private static void judge(
      Reader reader, Victim.Outcome outcome, byte[] bytes, Path folder, long index, Tally tally)
      throws IOException {
    if (!count(outcome, tally)) {
      return;
    }
    // Its name says which reader it is for: see Replay.
    Path example =
        Files.createDirectories(folder.resolve("faults")).resolve(reader + "-" + index + ".bin");
    Files.write(example, bytes);
    tally.fault(example + ": " + shortened(outcome.said()));
  }

  /** Counts an outcome; true where it is a fault. */
  static boolean count(Victim.Outcome outcome, Tally tally) {
    switch (outcome.end()) {
      case CRASH -> tally.crashes++;
      case HANG -> tally.hangs++;
      case EXCEPTION -> tally.otherExceptions++;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The first of what was said. */
  static String shortened(String said) {
    return said.substring(0, Math.min(300, said.length()));
  }
}
