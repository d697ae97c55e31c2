package io.im2wav4j.core.result;

/** Which way a metric is good. */
public enum Direction {
  /** More is better, as accuracy. */
  HIGHER,
  /** Less is better, as a distance. */
  LOWER,
  /** Neither. */
  NEITHER
}
