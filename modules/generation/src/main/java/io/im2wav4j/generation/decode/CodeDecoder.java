package io.im2wav4j.generation.decode;

/**
 * Runs a language model one code at a time over a batch of rows. R rows, V codebook size. The rows
 * of a batch are independent.
 */
public interface CodeDecoder extends AutoCloseable {
  /** Number of rows, R. */
  int rows();

  /** Number of the code that {@link #next} will give logits for. */
  int position();

  /**
   * Takes codes as given, all in one pass. Only at the start.
   *
   * @param given [R][P], P at least 1; afterwards {@link #position} is P
   */
  void prime(int[][] given);

  /**
   * Logits of the next code, [R][V].
   *
   * @param previous the code before it in each row, [R]; ignored at position 0
   */
  float[][] next(int[] previous);

  @Override
  void close();
}
