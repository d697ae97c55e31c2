package io.im2wav4j.encoders.passt;

/** How much of a sound PaSST gets to see. */
public enum PasstLength {
  /** Cut or padded with zeros to 10 s, the length of its training, as in published evaluations. */
  TEN_SECONDS,
  /**
   * As it is, a shorter one with the first positions in time; of a longer one the network sees as
   * far as it has positions, 10 s in the published ones. Zeros follow a clip too short for a patch.
   */
  AS_GIVEN
}
