package io.im2wav4j.engine.decode;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.generation.decode.Precision;
import java.util.Arrays;

/**
 * The weights of a linear layer, x [rows, inputs] to y = x W + bias. Integers stand for weights in
 * units of their output's scale. A panel of outputs is computed by one thread.
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
   * @param memory for split weights; null: panels
   */
  static PackedMatrix of(NDArray weight, float[] bias, Precision precision, LargePages memory) {
    int inputs = Math.toIntExact(weight.getShape().get(0));
    float[] values = weight.toFloatArray();
    if (memory != null) {
      return new SplitMatrix(inputs, values, bias, memory);
    }
    return switch (precision) {
      case INT16 -> new ShortMatrix(inputs, values, bias);
      case FP32 -> new FloatMatrix(inputs, values, bias);
    };
  }

  PackedMatrix(int inputs, float[] bias) {
    this.inputs = inputs;
    this.outputs = bias.length;
    int padded = (outputs + PANEL - 1) / PANEL * PANEL;
    this.scales = new float[padded];
    this.bias = Arrays.copyOf(bias, padded);
  }

  /** Called by constructors: the scales, and every weight in units of its output's scale. */
  final void pack(float[] values, int largestUnit, Store store) {
    float[] largest = new float[outputs];
    for (int i = 0; i < values.length; i++) {
      largest[i % outputs] = Math.max(largest[i % outputs], Math.abs(values[i]));
    }
    for (int o = 0; o < outputs; o++) {
      scales[o] = largest[o] / largestUnit;
    }
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < inputs; k++) {
        float units = largest[o] == 0 ? 0 : values[k * outputs + o] / scales[o];
        store.put(k, o, Math.round(units));
      }
    }
  }

  /** Takes a packed weight. */
  interface Store {
    void put(int input, int output, int units);
  }

  final int panels() {
    return scales.length / PANEL;
  }

  /** From a row of outputs to the next, with the padding of the last panel. */
  final int stride() {
    return scales.length + GAP;
  }
}
