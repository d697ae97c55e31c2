package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.MatrixView;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.UpsamplingConv1d;
import java.util.Arrays;

/**
 * A convolution on rows of channels: a product for each tap, without the rows for which it sees
 * nothing but zeros before or after the item. Tap j adds W_j x[t + offset_j] to y[s t + phase_j]; s
 * is 1, or 2 for a transposed convolution that doubles the length. The layer's offset is added, and
 * its gradient summed up, by whoever goes over the rows next.
 */
final class ConvolutionStep {
  private final NDArray weight;
  private final NDArray offset;
  private final Taps taps;
  private final int in;
  private final int out;

  /** Rows of an item, T. */
  private final int length;

  /** The kernels a tap at a time, and their gradients; one tap lies so anyway. */
  private final Matrix reordered;

  private final Matrix reorderedGradients;

  /** For each thread the gradient of the offset, summed over its rows. */
  final float[][] biasSums;

  float[] bias;
  private Matrix kernels;
  private Matrix kernelGradients;
  private Matrix biasGradient;

  /**
   * Where taps look and write.
   *
   * @param outFirst whether a kernel is [out, in, taps], else [in, out, taps]
   * @param step s
   * @param order taps, for each phase first one without an offset, which sees all rows
   */
  private record Taps(boolean outFirst, int step, int[] order, int[] offsets, int[] phases) {
    int count() {
      return order.length;
    }
  }

  private ConvolutionStep(
      NDArray weight, NDArray offset, Taps taps, int length, LargePages memory, Matrix gradients) {
    this.weight = weight;
    this.offset = offset;
    this.taps = taps;
    this.length = length;
    int first = Math.toIntExact(weight.getShape().get(0));
    int second = Math.toIntExact(weight.getShape().get(1));
    this.out = taps.outFirst() ? first : second;
    this.in = taps.outFirst() ? second : first;
    this.reordered = taps.count() == 1 ? null : Matrix.in(memory, taps.count() * first, second);
    this.reorderedGradients = gradients;
    this.biasSums = new float[Workers.POOL.size()][out];
  }

  /**
   * A convolution of stride 1 that keeps the length.
   *
   * @param length rows of an item
   * @param gradients room for [taps out, in], which layers may have in common; null for one tap
   */
  static ConvolutionStep of(
      Conv1d layer, int dilation, int length, LargePages memory, Matrix gradients) {
    int count = Math.toIntExact(layer.weight().getShape().get(2));
    int[] order = new int[count];
    int[] offsets = new int[count];
    for (int j = 0; j < count; j++) {
      order[j] = (count / 2 + j) % count;
      offsets[j] = dilation * (j - count / 2);
    }
    Taps taps = new Taps(true, 1, order, offsets, new int[count]);
    return new ConvolutionStep(layer.weight(), layer.bias(), taps, length, memory, gradients);
  }

  /** A transposed convolution that doubles the length. */
  static ConvolutionStep of(UpsamplingConv1d layer, int length, LargePages memory) {
    Taps taps =
        new Taps(false, 2, new int[] {1, 2, 3, 0}, new int[] {1, 0, 0, -1}, new int[] {1, 0, 1, 0});
    int in = Math.toIntExact(layer.weight().getShape().get(0));
    int out = Math.toIntExact(layer.weight().getShape().get(1));
    Matrix gradients = Matrix.in(memory, taps.count() * in, out);
    return new ConvolutionStep(layer.weight(), layer.bias(), taps, length, memory, gradients);
  }

  /** Takes hold of the parameters and their gradients for a step. */
  void open() {
    int width = widest();
    kernels = Matrix.of(weight, width);
    kernelGradients = Gradient.of(weight, width);
    bias = Matrix.of(offset).toArray();
    biasGradient = Gradient.of(offset);
    for (float[] sums : biasSums) {
      Arrays.fill(sums, 0);
    }
  }

  /** Values that {@link #reorder} and {@link #gradient} work on at a time. */
  int widest() {
    return second() * taps.count();
  }

  private int first() {
    return taps.outFirst() ? out : in;
  }

  private int second() {
    return taps.outFirst() ? in : out;
  }

  /** This thread's share of the kernels, a tap at a time; all must be there for a product. */
  void reorder(Worker w) {
    int count = taps.count();
    for (int row = w.from(first()); count > 1 && row < w.to(first()); row++) {
      kernels.get(row, 1, w.a);
      for (int j = 0; j < count; j++) {
        for (int i = 0; i < second(); i++) {
          w.b[i] = w.a[i * count + j];
        }
        reordered.put(j * first() + row, 1, w.b);
      }
    }
  }

  private MatrixView kernel(int j) {
    return (taps.count() == 1 ? kernels : reordered).from(j * first());
  }

  /** Rows of an item for which a tap sees something. */
  private interface Rows {
    /**
     * @param x first row of the input
     * @param y first row of the output
     * @param sees whether the tap is the first of its phase, which sees all rows
     */
    void on(int tap, int x, int y, int count, boolean sees);
  }

  /**
   * The taps of some rows.
   *
   * @param ofInput whether the rows are the input's, else those of one phase of the output
   */
  private void forTaps(int from, int to, boolean ofInput, Rows work) {
    for (int first = from / length * length; first < to; first += length) {
      for (int j : taps.order()) {
        int o = taps.offsets()[j];
        int begin = Math.max(Math.max(from, first), ofInput ? first + o : first - o);
        int end = Math.min(Math.min(to, first + length), first + length + (ofInput ? o : -o));
        if (begin < end) {
          int t = ofInput ? begin - o : begin;
          work.on(j, t + o, taps.step() * t + taps.phases()[j], end - begin, o == 0);
        }
      }
    }
  }

  /**
   * y of x, without the offset.
   *
   * @param from of the rows of x; those of y are as many times more as it is longer
   */
  void forward(Worker w, Matrix x, Matrix y, int from, int to) {
    forTaps(
        from,
        to,
        false,
        (j, t, at, count, sees) -> {
          MatrixView kernel = taps.outFirst() ? kernel(j).transpose() : kernel(j);
          MatrixView rows = y.from(at).every(taps.step());
          w.blas.multiply(count, out, in, 1, x.from(t), kernel, sees ? 0 : 1, rows);
        });
  }

  /** dx of dy on some rows of x. */
  void back(Worker w, Matrix dy, Matrix dx, int from, int to) {
    forTaps(
        from,
        to,
        true,
        (j, t, at, count, sees) -> {
          MatrixView kernel = taps.outFirst() ? kernel(j) : kernel(j).transpose();
          MatrixView rows = dy.from(at).every(taps.step());
          float before = j == taps.order()[0] ? 0 : 1;
          w.blas.multiply(count, in, out, 1, rows, kernel, before, dx.from(t));
        });
  }

  /** Adds to the kernels' gradient: this thread's share of their first axis, over all rows. */
  void gradient(Worker w, Matrix x, Matrix dy) {
    int from = w.from(first());
    int to = w.to(first());
    Matrix sums = taps.count() == 1 ? kernelGradients : reorderedGradients;
    for (int j = 0; taps.count() > 1 && j < taps.count(); j++) {
      w.clear(sums, j * first() + from, j * first() + to);
    }
    forTaps(
        0,
        x.rows(),
        false,
        (j, t, at, count, sees) -> {
          MatrixView left =
              taps.outFirst() ? dy.from(at, from).every(taps.step()) : x.from(t, from);
          MatrixView right = taps.outFirst() ? x.from(t) : dy.from(at).every(taps.step());
          MatrixView sum = sums.from(j * first() + from);
          w.blas.multiply(to - from, second(), count, 1, left.transpose(), right, 1, sum);
        });
    for (int row = from; taps.count() > 1 && row < to; row++) {
      turnBack(w, row);
    }
  }

  private void turnBack(Worker w, int row) {
    int count = taps.count();
    kernelGradients.get(row, 1, w.a);
    for (int j = 0; j < count; j++) {
      reorderedGradients.get(j * first() + row, 1, w.b);
      for (int i = 0; i < second(); i++) {
        w.a[i * count + j] += w.b[i];
      }
    }
    kernelGradients.put(row, 1, w.a);
  }

  /** Adds the sums of all threads to the offset's gradient. */
  void addBiasSums() {
    Gradient.add(biasGradient, biasSums);
  }
}
