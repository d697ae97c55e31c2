package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;

/** Values and gradients that all blocks have in turn. */
final class BlockScratch {
  /** Results of products that are added to something at once [R, W]. */
  final Matrix product;

  /** Gradients inside of a block: of {@link BlockActivations}'s parts. */
  final Matrix middle;

  final Matrix hidden;
  final Matrix attended;
  final Matrix qkv;

  BlockScratch(LargePages memory, int rows, int width, int state, int inner) {
    this.product = Matrix.in(memory, rows, width);
    this.middle = Matrix.in(memory, rows, width);
    this.hidden = Matrix.in(memory, rows, inner);
    this.attended = Matrix.in(memory, rows, state);
    this.qkv = Matrix.in(memory, rows, 3 * state);
  }
}
