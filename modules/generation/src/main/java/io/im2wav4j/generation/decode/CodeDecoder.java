package io.im2wav4j.generation.decode;

import io.im2wav4j.models.conditioning.Conditions;

/**
 * Runs a language model one code at a time over rows that are independent of each other: each has
 * its own conditions and its own place in its window, begins when it likes and can be used again. V
 * codebook size, C width, T context.
 */
public interface CodeDecoder extends AutoCloseable {
  /** Number of rows. */
  int rows();

  /**
   * Begins a window in a row; what the row held before is forgotten.
   *
   * @param conditions start [1, 1, C] and per code [1, T, C] or [1, 1, C]; may be closed afterwards
   * @param given the window's first codes, all taken in one pass; may be none
   */
  void open(int row, Conditions conditions, int[] given);

  /** Gives up a row's conditions. */
  void release(int row);

  /**
   * Goes on in a row as if so many codes had been decoded, of which nothing is remembered: for
   * measurements, whose time does not depend on what the caches hold.
   */
  void skip(int row, int codes);

  /** Number of the code that {@link #next} will give logits for. */
  int position(int row);

  /**
   * Logits of the next code of some rows.
   *
   * @param rows that are open, each once, ascending
   * @param previous the code before it, one for each of {@code rows}; ignored at position 0
   * @param logits gets [V] for each of {@code rows}
   */
  void next(int[] rows, int[] previous, float[][] logits);

  @Override
  void close();
}
