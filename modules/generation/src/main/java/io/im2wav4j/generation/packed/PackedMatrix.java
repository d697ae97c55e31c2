package io.im2wav4j.generation.packed;

import ai.djl.ndarray.NDArray;

/**
 * A linear layer in 16 bits: each output's weights are whole numbers times that output's scale,
 * which keeps 15 bits of the largest. Outputs lie in panels of {@link #PANEL}: all of a panel's
 * weights of the first input, then of the second and so on, so that a product reads memory from
 * front to back.
 */
final class PackedMatrix {
  /** Outputs of a panel. */
  static final int PANEL = 64;

  private static final int LARGEST = Short.MAX_VALUE;

  final int inputs;
  final int outputs;
  final short[] weights;
  final float[] scales;
  final float[] bias;

  /**
   * @param weight [inputs, outputs]
   * @param bias [outputs]
   */
  PackedMatrix(NDArray weight, float[] bias) {
    this.inputs = Math.toIntExact(weight.getShape().get(0));
    this.outputs = Math.toIntExact(weight.getShape().get(1));
    int panels = (outputs + PANEL - 1) / PANEL;
    this.weights = new short[Math.multiplyExact(panels * PANEL, inputs)];
    this.scales = new float[panels * PANEL];
    this.bias = new float[panels * PANEL];
    System.arraycopy(bias, 0, this.bias, 0, outputs);
    float[] values = weight.toFloatArray();
    float[] largest = new float[outputs];
    for (int i = 0; i < values.length; i++) {
      largest[i % outputs] = Math.max(largest[i % outputs], Math.abs(values[i]));
    }
    for (int o = 0; o < outputs; o++) {
      scales[o] = largest[o] / LARGEST;
      int at = o / PANEL * PANEL * inputs + o % PANEL;
      for (int k = 0; k < inputs; k++) {
        float units = largest[o] == 0 ? 0 : values[k * outputs + o] / scales[o];
        weights[at + k * PANEL] = (short) Math.round(units);
      }
    }
  }

  int panels() {
    return scales.length / PANEL;
  }

  /** Outputs with the padding of the last panel. */
  int stride() {
    return scales.length;
  }

  /** Bytes that a product reads. */
  long bytes() {
    return 2L * weights.length;
  }
}
