package io.im2wav4j.attack;

import java.nio.file.Path;

/**
 * How much is attacked.
 *
 * @param seed of every choice
 * @param cases the most cases of one attack; 0 for its own number
 * @param minutes the most time of one attack
 * @param work folder for files, logs, examples and the table
 */
record Plan(long seed, long cases, double minutes, Path work) {
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
