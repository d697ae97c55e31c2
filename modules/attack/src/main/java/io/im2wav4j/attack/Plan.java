package io.im2wav4j.attack;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is attacked.
 *
 * @param seed of every choice
 * @param cases the most cases of one attack; 0 for its own number
 * @param minutes the most time of one attack
 * @param work folder for files, logs, examples and the table
 * @param commands that are attacked, of {@link TinyWorld#COMMANDS}
 */
record Plan(long seed, long cases, double minutes, Path work, List<String> commands) {
  Plan(long seed, long cases, double minutes, Path work) {
    this(seed, cases, minutes, work, TinyWorld.COMMANDS);
  }

  /** The number of cases, where an attack has {@code own}. */
  long cases(long own) {
    return cases > 0 ? cases : own;
  }

  /** When the attack that begins now must end, by {@link System#nanoTime}. */
  long end() {
    return System.nanoTime() + (long) (minutes * 60e9);
  }

  /** Whether that moment is past. */
  static boolean past(long end) {
    return System.nanoTime() - end > 0;
  }
}
