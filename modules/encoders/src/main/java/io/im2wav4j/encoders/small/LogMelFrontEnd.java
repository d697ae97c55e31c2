package io.im2wav4j.encoders.small;

/** Turns a clip into its log-mel. */
@FunctionalInterface
public interface LogMelFrontEnd {
  /**
   * @param clip mono samples in [-1, 1] at the configuration's rate; any length, even none
   */
  LogMel of(float[] clip);
}
