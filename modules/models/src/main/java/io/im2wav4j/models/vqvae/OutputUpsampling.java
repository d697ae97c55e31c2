package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.Convolutions;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.UpsamplingConv1d;

/**
 * The decoder's last upsampling layer and its output convolution as one: [N, width, S] becomes [N,
 * 1, 2 S]. Nothing nonlinear lies between the two, so their kernels are multiplied first (a few
 * thousand values) and the embedding-wide array of every sample between them is never made. Half of
 * a small decoder's time went there.
 *
 * <p>With w the upsampling layer's four taps, v the output's three and x the input, both phases of
 * the output see x[t-1], x[t], x[t+1]. Each of their taps is a sum of products w_k v_j:
 *
 * <pre>
 * even: w2 v0 + w3 v1,  w0 v0 + w1 v1 + w2 v2,  w0 v2
 * odd:  w3 v0,          w1 v0 + w2 v1 + w3 v2,  w0 v1 + w1 v2
 * </pre>
 */
final class OutputUpsampling {
  /** For each phase and tap the products w_k v_j, as 3 k + j. */
  private static final int[][] PRODUCTS = {
    {6, 10}, {0, 4, 8}, {2}, {9}, {3, 7, 11}, {1, 5},
  };

  private static final int TAPS = 6;
  private static final int PAIRS = 12;
  private static final Shape ONE = new Shape(1);

  private final UpsamplingConv1d upsampling;
  private final Conv1d out;
  private final NDArray selection;

  /** Uses the two layers' parameters; owns none. */
  OutputUpsampling(ParameterFactory make, UpsamplingConv1d upsampling, Conv1d out) {
    this.upsampling = upsampling;
    this.out = out;
    float[] chosen = new float[PAIRS * TAPS];
    for (int tap = 0; tap < TAPS; tap++) {
      for (int product : PRODUCTS[tap]) {
        chosen[product * TAPS + tap] = 1;
      }
    }
    this.selection = make.manager().create(chosen, new Shape(PAIRS, TAPS));
  }

  NDArray forward(NDArray x) {
    NDArray w = upsampling.weight(); // [width, C, 4]
    long width = w.getShape().get(0);
    long channels = w.getShape().get(1);
    NDArray v = out.weight().reshape(channels, 3);
    NDArray products = w.transpose(0, 2, 1).matMul(v); // [width, 4, 3]
    NDArray kernel =
        products.reshape(width, PAIRS).matMul(selection).reshape(width, 2, 3).transpose(1, 0, 2);
    NDArray offsets = upsampling.bias().reshape(1, channels).matMul(v).reshape(3); // b v_j
    NDArray bias = out.bias().add(offsets.sum());
    NDArray phases =
        Convolutions.overTime(x, kernel, NDArrays.concat(new NDList(bias, bias), 0), ONE, ONE, ONE);
    long n = x.getShape().get(0);
    long s = x.getShape().get(2);
    NDArray y = phases.transpose(0, 2, 1).reshape(n, 1, 2 * s);
    // The output convolution sees zeros beyond both ends, not what the upsampling would make there.
    NDArray before = beyond(x, products, offsets, 0, 0, 0);
    NDArray after = beyond(x, products, offsets, s - 1, 3, 2);
    return NDArrays.concat(
        new NDList(
            y.get(new NDIndex(":, :, :1")).sub(before),
            y.get(new NDIndex(":, :, 1:{}", 2 * s - 1)),
            y.get(new NDIndex(":, :, {}:", 2 * s - 1)).sub(after)),
        2);
  }

  /** What tap j of the output would add from the sample beyond an end: [N, 1, 1]. */
  private static NDArray beyond(
      NDArray x, NDArray products, NDArray offsets, long at, int k, int j) {
    NDArray edge = x.get(new NDIndex(":, :, {}", at)); // [N, width]
    NDArray column = products.get(new NDIndex(":, {}, {}", k, j)).expandDims(1);
    return edge.matMul(column).add(offsets.get(new NDIndex("{}", j))).expandDims(2);
  }
}
