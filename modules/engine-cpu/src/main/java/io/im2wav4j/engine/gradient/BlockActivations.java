package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;

/** What a block's way back needs of its way forward, besides its input. */
final class BlockActivations {
  /** Normalised input of the attention [R, W], and the means and deviations. */
  final Matrix normed;

  final float[] statistics;

  /** Queries, keys and values [R, 3S], what they see of each other, and the result [R, S]. */
  final Matrix qkv;

  final Matrix probabilities;
  final Matrix attended;

  /** Between attention and feed-forward layers [R, W], and normalised for these. */
  final Matrix middle;

  final Matrix middleNormed;
  final float[] middleStatistics;

  /** The feed-forward layers' inner values [R, M], before and after the activation. */
  final Matrix hidden;

  final Matrix active;

  /**
   * @param sees columns of {@code probabilities}
   */
  BlockActivations(
      LargePages memory, int rows, int width, int state, int heads, int sees, int inner) {
    this.normed = Matrix.in(memory, rows, width);
    this.statistics = new float[2 * rows];
    this.qkv = Matrix.in(memory, rows, 3 * state);
    this.probabilities = Matrix.in(memory, rows * heads, sees);
    this.attended = Matrix.in(memory, rows, state);
    this.middle = Matrix.in(memory, rows, width);
    this.middleNormed = Matrix.in(memory, rows, width);
    this.middleStatistics = new float[2 * rows];
    this.hidden = Matrix.in(memory, rows, inner);
    this.active = Matrix.in(memory, rows, inner);
  }
}
