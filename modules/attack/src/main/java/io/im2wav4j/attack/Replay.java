package io.im2wav4j.attack;

import java.nio.file.Path;

/** Reads an example of a fault again, in a process of its own with either decoder. */
final class Replay {
  private static final double DEADLINE = 120;

  private Replay() {}

  /** Its file's name begins with the reader's, as in {@code SOUND-17.bin}. */
  static void of(Path file) {
    String name = file.getFileName().toString();
    Reader reader = Reader.valueOf(name.substring(0, Math.max(0, name.indexOf('-'))));
    for (String media : new String[] {"worker", "process"}) {
      Tally tally = new Tally("replay", MutationAttack.BOUND);
      try (Victim victim = new Victim(media, Path.of("/dev/null"), tally)) {
        Victim.Outcome outcome = victim.read(reader, file, DEADLINE);
        System.out.println(media + ": " + outcome.end() + " " + outcome.said().replace('|', '\n'));
      }
    }
  }
}
