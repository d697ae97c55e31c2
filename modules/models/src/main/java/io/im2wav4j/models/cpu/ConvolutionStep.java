package io.im2wav4j.models.cpu;

import io.im2wav4j.nn.cpu.LargePages;
import io.im2wav4j.nn.cpu.Matrix;
import io.im2wav4j.nn.layer.Conv1d;
import java.util.Arrays;

/**
 * A convolution that keeps the length, on rows of channels: y[t] = b + the sum over taps j of W_j
 * x[t + d (j - middle)], a product for each tap, without the rows for which it sees nothing but
 * zeros before or after the item. The offset is added, and its gradient summed up, by whoever goes
 * over the rows next.
 */
final class ConvolutionStep {
  private final Conv1d layer;
  private final int out;
  private final int in;
  private final int taps;
  private final int dilation;

  /** Rows of an item, T. */
  private final int length;

  /** The kernels a tap at a time [taps out, in], and their gradients; one tap lies so anyway. */
  private final Matrix turned;

  private final Matrix turnedGradients;

  /** For each thread the gradient of the offset, summed over its rows. */
  final float[][] biasSums;

  float[] bias;
  private Matrix kernels;
  private Matrix kernelGradients;
  private Matrix biasGradient;

  /**
   * @param gradients room for [taps out, in], which layers may have in common
   */
  ConvolutionStep(
      Conv1d layer, int dilation, int length, int threads, LargePages memory, Matrix gradients) {
    this.layer = layer;
    this.out = Math.toIntExact(layer.weight().getShape().get(0));
    this.in = Math.toIntExact(layer.weight().getShape().get(1));
    this.taps = Math.toIntExact(layer.weight().getShape().get(2));
    this.dilation = dilation;
    this.length = length;
    this.turned = taps == 1 ? null : Matrix.in(memory, taps * out, in);
    this.turnedGradients = gradients;
    this.biasSums = new float[threads][out];
  }

  /** Takes hold of the parameters and their gradients for a step. */
  void open() {
    kernels = Matrix.of(layer.weight(), in * taps);
    kernelGradients = Gradient.of(layer.weight(), in * taps);
    bias = Matrix.of(layer.bias()).toArray();
    biasGradient = Gradient.of(layer.bias());
    for (float[] sums : biasSums) {
      Arrays.fill(sums, 0);
    }
  }

  /** Values that {@link #turn} and {@link #gradient} work on at a time. */
  int widest() {
    return in * taps;
  }

  /** This thread's share of the kernels, a tap at a time; all must be there for a product. */
  void turn(Worker w) {
    for (int row = w.from(out); taps > 1 && row < w.to(out); row++) {
      kernels.get(row, 1, w.a);
      for (int j = 0; j < taps; j++) {
        for (int i = 0; i < in; i++) {
          w.b[i] = w.a[i * taps + j];
        }
        turned.put(j * out + row, 1, w.b);
      }
    }
  }

  private long tap(int j) {
    return (taps == 1 ? kernels : turned).address(j * out);
  }

  /** Rows of an item for which a tap sees something. */
  private interface Rows {
    /**
     * @param row the first
     * @param offset rows from there to what the tap sees
     */
    void on(int row, int count, int tap, int offset);
  }

  /** Some rows: first those of the middle tap, which are all, then those of the others. */
  private void forTaps(int from, int to, boolean turnedRound, Rows work) {
    for (int item = from / length; item * length < to; item++) {
      int first = item * length;
      for (int k = 0; k < taps; k++) {
        int j = (taps / 2 + k) % taps;
        int offset = dilation * (j - taps / 2) * (turnedRound ? -1 : 1);
        int begin = Math.max(Math.max(from, first), first - offset);
        int end = Math.min(Math.min(to, first + length), first + length - offset);
        if (begin < end) {
          work.on(begin, end - begin, j, offset);
        }
      }
    }
  }

  /** y of x on some rows, without the offset. */
  void forward(Worker w, Matrix x, Matrix y, int from, int to) {
    forTaps(
        from,
        to,
        false,
        (row, count, j, offset) ->
            w.blas.multiply(
                false,
                true,
                count,
                out,
                in,
                1,
                x.address(row + offset),
                in,
                tap(j),
                in,
                offset == 0 ? 0 : 1,
                y.address(row),
                out));
  }

  /** dx of dy on some rows. */
  void back(Worker w, Matrix dy, Matrix dx, int from, int to) {
    forTaps(
        from,
        to,
        true,
        (row, count, j, offset) ->
            w.blas.multiply(
                false,
                false,
                count,
                in,
                out,
                1,
                dy.address(row + offset),
                out,
                tap(j),
                in,
                offset == 0 ? 0 : 1,
                dx.address(row),
                in));
  }

  /** Adds to the kernels' gradient: this thread's share of the channels out, over all rows. */
  void gradient(Worker w, Matrix x, Matrix dy) {
    int from = w.from(out);
    int to = w.to(out);
    Matrix sums = taps == 1 ? kernelGradients : turnedGradients;
    for (int j = 0; taps > 1 && j < taps; j++) {
      for (int row = from; row < to; row++) {
        sums.clear(j * out + row, 0, in);
      }
    }
    forTaps(
        0,
        x.rows(),
        false,
        (row, count, j, offset) ->
            w.blas.multiply(
                true,
                false,
                to - from,
                in,
                count,
                1,
                dy.address(row) + 4L * from,
                out,
                x.address(row + offset),
                in,
                1,
                sums.address(j * out + from),
                in));
    for (int row = from; taps > 1 && row < to; row++) {
      turnBack(w, row);
    }
  }

  private void turnBack(Worker w, int row) {
    kernelGradients.get(row, 1, w.a);
    for (int j = 0; j < taps; j++) {
      turnedGradients.get(j * out + row, 1, w.b);
      for (int i = 0; i < in; i++) {
        w.a[i * taps + j] += w.b[i];
      }
    }
    kernelGradients.put(row, 1, w.a);
  }

  /** Adds the sums of all threads to the offset's gradient. */
  void addBiasSums() {
    Gradient.add(biasGradient, biasSums);
  }
}
