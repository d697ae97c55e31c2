package io.im2wav4j.generation.packed;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.generation.decode.Precision;

/**
 * The weights of a linear layer. Outputs lie in panels of {@link #PANEL}: all of a panel's weights
 * of the first input, then of the second and so on, so that a product reads memory from front to
 * back. Whole numbers stand for weights in units of their output's scale.
 */
abstract class PackedMatrix {
  /** Outputs of a panel. */
  static final int PANEL = 64;

  /** Floats between rows: without them rows would compete for the same places of the cache. */
  static final int GAP = 16;

  final int inputs;
  final int outputs;
  final float[] scales;
  final float[] bias;

  /**
   * Packs a layer.
   *
   * @param weight [inputs, outputs]
   * @param bias [outputs]
   */
  static PackedMatrix of(NDArray weight, float[] bias, Precision precision) {
    int inputs = Math.toIntExact(weight.getShape().get(0));
    float[] values = weight.toFloatArray();
    return switch (precision) {
      case INT16 -> new ShortMatrix(inputs, values, bias);
      case FP32 -> new FloatMatrix(inputs, values, bias);
      case INT8 -> new ByteMatrix(inputs, values, bias);
    };
  }

  PackedMatrix(int inputs, float[] bias) {
    this.inputs = inputs;
    this.outputs = bias.length;
    int padded = (outputs + PANEL - 1) / PANEL * PANEL;
    this.scales = new float[padded];
    this.bias = java.util.Arrays.copyOf(bias, padded);
  }

  /** Called by constructors: every weight in its place, in units of its output's scale. */
  final void pack(float[] values, int largestUnit, Store store) {
    float[] largest = new float[outputs];
    for (int i = 0; i < values.length; i++) {
      largest[i % outputs] = Math.max(largest[i % outputs], Math.abs(values[i]));
    }
    for (int o = 0; o < outputs; o++) {
      scales[o] = largest[o] / largestUnit;
    }
    for (int o = 0; o < outputs; o++) {
      int at = o / PANEL * PANEL * inputs + o % PANEL;
      for (int k = 0; k < inputs; k++) {
        float units = largest[o] == 0 ? 0 : values[k * outputs + o] / scales[o];
        store.put(at + k * PANEL, Math.round(units));
      }
    }
  }

  /** Takes a packed weight. */
  interface Store {
    void put(int at, int units);
  }

  /** Number of weights with the padding of the last panel. */
  final int size() {
    return Math.multiplyExact(scales.length, inputs);
  }

  final int panels() {
    return scales.length / PANEL;
  }

  /** From a row of outputs to the next, with the padding of the last panel. */
  final int stride() {
    return scales.length + GAP;
  }

  /**
   * y += x W, in units, for as many rows as {@code height} says (6, 5, 2 or 1), four vectors of
   * outputs and all inputs; the others are those of {@link FloatTiles}.
   */
  abstract void addTile(
      int height, int at, float[] x, int from, int xStride, float[] y, int to, int yStride);

  /** Bytes of the weights, which a product reads. */
  abstract long bytes();
}
