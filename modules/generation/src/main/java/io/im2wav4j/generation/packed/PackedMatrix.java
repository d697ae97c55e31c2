package io.im2wav4j.generation.packed;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.generation.decode.Precision;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The weights of a linear layer. Outputs lie in strips of {@link #STRIP}: all of a strip's weights
 * of the first input, then of the second and so on, so that a product reads several strips side by
 * side, each from front to back. Whole numbers stand for weights in units of their output's scale.
 */
abstract class PackedMatrix {
  /** Outputs whose weights of an input lie side by side. */
  static final int STRIP = 16;

  /** Outputs of a panel, four strips, which one thread computes together. */
  static final int PANEL = 64;

  /** Floats between rows: without them rows would compete for the same places of the cache. */
  static final int GAP = 16;

  /** Weights between strips, for the same reason. */
  private static final int STRIP_GAP = 32;

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  final int inputs;
  final int outputs;
  final float[] scales;
  final float[] bias;

  /** From strip to strip. */
  final int strip;

  /** Where the second, third and fourth vector of outputs are, from the first. */
  final int o1;

  final int o2;
  final int o3;

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
    this.bias = Arrays.copyOf(bias, padded);
    this.strip = Math.addExact(Math.multiplyExact(inputs, STRIP), STRIP_GAP);
    this.o1 = place(LANES);
    this.o2 = place(2 * LANES);
    this.o3 = place(3 * LANES);
  }

  /** Where an output's weight of the first input is. */
  final int place(int output) {
    return output / STRIP * strip + output % STRIP;
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
      int at = place(o);
      for (int k = 0; k < inputs; k++) {
        float units = largest[o] == 0 ? 0 : values[k * outputs + o] / scales[o];
        store.put(at + k * STRIP, Math.round(units));
      }
    }
  }

  /** Takes a packed weight. */
  interface Store {
    void put(int at, int units);
  }

  /** Room for all weights, with the gaps and the padding of the last panel. */
  final int size() {
    return Math.multiplyExact(scales.length / STRIP, strip);
  }

  /** Number of weights with the padding of the last panel. */
  final long count() {
    return (long) scales.length * inputs;
  }

  final int panels() {
    return scales.length / PANEL;
  }

  /** From a row of outputs to the next, with the padding of the last panel. */
  final int stride() {
    return scales.length + GAP;
  }

  /** y = x W, in units, for two rows and four vectors of outputs. */
  abstract void four(int output, float[] x, int from, int xStride, float[] y, int to, int yStride);

  /** For two rows and eight vectors; a vector must have half of a strip or all of it. */
  abstract void eight(int output, float[] x, int from, int xStride, float[] y, int to, int yStride);

  /** For one row and eight vectors, likewise. */
  abstract void single(int output, float[] x, int from, float[] y, int to);

  /** For {@code height} rows, five or six, and four vectors. */
  abstract void tile(
      int height, int output, float[] x, int from, int xStride, float[] y, int to, int yStride);

  /** Bytes of the weights, which a product reads. */
  abstract long bytes();
}
