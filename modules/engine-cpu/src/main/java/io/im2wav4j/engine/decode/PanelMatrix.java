package io.im2wav4j.engine.decode;

import jdk.incubator.vector.FloatVector;

/**
 * Weights in packed panels, for the products in Java. Outputs lie in micro-panels of {@link
 * #MICRO_PANEL}: all weights of the first input, then of the second and so on, so that a product
 * reads several micro-panels side by side, each from front to back.
 */
abstract class PanelMatrix extends PackedMatrix {
  /** Outputs whose weights of an input lie side by side. */
  static final int MICRO_PANEL = 16;

  /** Weights between micro-panels: without them these would compete for the same cache lines. */
  private static final int MICRO_PANEL_GAP = 32;

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** From micro-panel to micro-panel. */
  final int stepToNext;

  /** Where the second, third and fourth vector of outputs are, from the first. */
  final int o1;

  final int o2;
  final int o3;

  PanelMatrix(int inputs, float[] bias) {
    super(inputs, bias);
    this.stepToNext = Math.addExact(Math.multiplyExact(inputs, MICRO_PANEL), MICRO_PANEL_GAP);
    this.o1 = place(LANES);
    this.o2 = place(2 * LANES);
    this.o3 = place(3 * LANES);
  }

  /** Where an output's weight of the first input is. */
  final int place(int output) {
    return output / MICRO_PANEL * stepToNext + output % MICRO_PANEL;
  }

  final int place(int input, int output) {
    return place(output) + input * MICRO_PANEL;
  }

  /** Room for all weights, with the gaps and the padding of the last panel. */
  final int size() {
    return Math.multiplyExact(scales.length / MICRO_PANEL, stepToNext);
  }

  /** y = x W, in units, for two rows and four vectors of outputs. */
  abstract void four(int output, float[] x, int from, int xStride, float[] y, int to, int yStride);

  /** For two rows and eight vectors; a vector must have half of a micro-panel or all of it. */
  abstract void eight(int output, float[] x, int from, int xStride, float[] y, int to, int yStride);

  /** For one row and eight vectors, likewise. */
  abstract void single(int output, float[] x, int from, float[] y, int to);

  /** For six rows and four vectors. */
  abstract void six(int output, float[] x, int from, int xStride, float[] y, int to, int yStride);
}
