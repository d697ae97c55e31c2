package io.im2wav4j.nn.optim;

/** How the learning rate falls once it is warm. */
public enum Decay {
  /** It stays. */
  NONE,
  /** Multiplied by gamma after every {@code decaySteps} steps, counted from step 0. */
  STEP,
  /** Straight line to 0, from {@code decayStart} over {@code decaySteps} steps. */
  LINEAR,
  /** Half a cosine to 0, from {@code decayStart} over {@code decaySteps} steps. */
  COSINE
}
