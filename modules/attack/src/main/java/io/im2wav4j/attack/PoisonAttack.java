package io.im2wav4j.attack;

import io.im2wav4j.core.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Files made to hurt, each read by its reader: refused, or read, in time, without a look at the
 * decoys beside and above it.
 */
final class PoisonAttack {
  /** What the decoys hold and nothing that is said may show. */
  static final String MARKER = "MARKER-of-a-foreign-file";

  private static final double DEADLINE = 60;

  /** An item may take less than the deadline, so that reaching it is a refusal and no hang. */
  private static final String LIMITS = "itemSeconds: 20\n";

  private static final Pattern OPENED = Pattern.compile("\"(?:[^\"]*/)?decoy[^\"/]*\"");

  private PoisonAttack() {}

  /** Runs all kinds, or as many as the plan has cases, with either process decoding. */
  static List<Tally> run(Plan plan) throws IOException {
    return List.of(run(plan, "worker"), run(plan, "process"));
  }

  static Tally run(Plan plan, String media) throws IOException {
    List<Poison> kinds = new ArrayList<>(Poison.all());
    if (plan.cases() > 0) {
      Collections.shuffle(kinds, new Random(Seeds.derive(plan.seed(), "poison", 0)));
    }
    return run(plan, media, kinds);
  }

  static Tally run(Plan plan, String media, List<Poison> kinds) throws IOException {
    Tally tally = new Tally("poison, in " + media, MutationAttack.BOUND);
    long end = plan.end();
    Path folder = Files.createDirectories(plan.work().resolve("poison-" + media));
    Path limits = Files.writeString(folder.resolve("limits.yaml"), LIMITS);
    Path trace = folder.resolve("trace.txt");
    List<String> before = Trace.available() ? Trace.command(trace) : List.of();
    List<String> flags = List.of("-Dim2wav.media=" + media, "-Dim2wav.limits=" + limits);
    try (Victim victim = new Victim(before, flags, folder.resolve("log.txt"), tally)) {
      for (Poison kind : kinds.subList(0, (int) Math.min(kinds.size(), plan.cases(kinds.size())))) {
        if (Plan.past(end)) {
          tally.fault("stopped by time after " + tally.cases + " of " + kinds.size() + " kinds");
          break;
        }
        one(kind, victim, folder.resolve("kinds").resolve(kind.name()), tally);
      }
    }
    if (before.isEmpty()) {
      tally.note = "opens not traced";
    } else {
      tally.note = "opens traced";
      Trace.await(trace);
      List<String> opened = Trace.matches(trace, OPENED);
      tally.foreign = opened.size();
      opened.forEach(line -> tally.fault("opened: " + line));
    }
    return tally;
  }

  private static void one(Poison kind, Victim victim, Path folder, Tally tally) throws IOException {
    Path file;
    Victim.Outcome outcome;
    try {
      decoys(Files.createDirectories(folder));
      decoys(folder.getParent());
      SeedFiles.companions(folder);
      file = folder.resolve(kind.file());
      byte[] bytes = kind.content().in(folder);
      if (bytes != null) {
        Files.write(file, bytes);
      }
    } catch (InvalidPathException e) {
      return; // a name that this locale has no bytes for
    }
    tally.cases++;
    long before = System.nanoTime();
    outcome = victim.read(kind.reader(), file, DEADLINE);
    double seconds = (System.nanoTime() - before) / 1e9;
    Files.writeString(
        folder.resolve("said.txt"), String.format("%.1f s: %s%n", seconds, outcome.said()));
    String fault = MutationAttack.count(outcome, tally) ? outcome.end().toString() : "";
    if (fault.isEmpty() && kind.refused() && outcome.end() == Victim.End.VALUE) {
      fault = "was read as good";
      tally.otherFaults++;
    }
    if (outcome.said().contains(MARKER)) {
      fault += " shows a foreign file";
      tally.foreign++;
    }
    if (Files.exists(folder.resolve("owned"))) {
      fault += " ran a command";
      tally.otherFaults++;
    }
    if (!fault.isEmpty()) {
      tally.fault(kind.name() + ": " + fault + ": " + MutationAttack.shortened(outcome.said()));
    }
    if (!Files.isSymbolicLink(file)
        && Files.isRegularFile(file)
        && (fault.isEmpty() || Files.size(file) > 1 << 24)) {
      Files.delete(file);
    }
  }

  /** What poison names: a sound, pictures, a text, and a pipe that who opens it waits for. */
  private static void decoys(Path folder) throws IOException {
    if (Files.exists(folder.resolve("decoy.wav"))) {
      return;
    }
    Files.write(folder.resolve("decoy.wav"), PoisonSounds.wav(8000, 1, 16, 8000, 8000));
    Files.writeString(folder.resolve("decoy001.png"), MARKER);
    Files.writeString(folder.resolve("decoy.txt"), MARKER + "\n");
    Files.writeString(folder.resolve("decoy.bin"), MARKER.repeat(10));
    Files.writeString(folder.resolve("outside.conf"), MARKER + "\n");
    Trace.shell("mkfifo", folder.resolve("decoy.fifo"));
  }
}
