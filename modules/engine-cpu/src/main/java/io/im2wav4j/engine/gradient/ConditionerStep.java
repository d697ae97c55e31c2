package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.WorkerPool;
import io.im2wav4j.models.conditioning.CodeConditioner;
import io.im2wav4j.models.conditioning.DilatedResidualBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The conditioner of Up in training, all of it but the look-up of the codes' vectors, which stays
 * with the tensor engine.
 */
final class ConditionerStep {
  private final CodeConditioner layer;
  private final int items;
  private final int length;
  private final WorkerPool pool = Workers.POOL;
  private final ConvolutionStep in;
  private final List<Level> levels = new ArrayList<>();
  private final NormStep norm;
  private final float[] statistics;

  /** What the first convolution makes, and its gradient [N length, C]. */
  private final Matrix first;

  private final Matrix dFirst;

  private final Matrix result;

  /** The codes' vectors, where the tensor engine's graph ends. */
  private NDArray vectors;

  /** A stack and the doubling after it; what each makes, and its gradient. */
  private record Level(
      ResidualStackStep stack,
      ConvolutionStep doubling,
      Matrix stacked,
      Matrix dStacked,
      Matrix doubled,
      Matrix dDoubled) {}

  /**
   * Room for a step.
   *
   * @param items N
   * @param length codes of the level above
   */
  ConditionerStep(CodeConditioner layer, int items, int length) {
    this.layer = layer;
    this.items = items;
    this.length = length;
    LargePages memory = new LargePages();
    Shape kernel = layer.in().weight().getShape();
    int inner = Math.toIntExact(kernel.get(0));
    Matrix gradients = Matrix.in(memory, 3 * inner, Math.toIntExact(kernel.get(1)));
    this.in = ConvolutionStep.of(layer.in(), 1, length, memory, gradients);
    this.first = Matrix.in(memory, items * length, inner);
    this.dFirst = Matrix.in(memory, items * length, inner);
    int rows = length;
    for (int i = 0; i < layer.stacks().size(); i++) {
      List<DilatedResidualBlock> stack = layer.stacks().get(i);
      int out = Math.toIntExact(layer.doublings().get(i).bias().getShape().get(0));
      levels.add(
          new Level(
              new ResidualStackStep(stack, inner, items, rows, memory),
              ConvolutionStep.of(layer.doublings().get(i), rows, memory),
              Matrix.in(memory, items * rows, inner),
              Matrix.in(memory, items * rows, inner),
              Matrix.in(memory, 2 * items * rows, out),
              Matrix.in(memory, 2 * items * rows, out)));
      rows *= 2;
    }
    this.result = Matrix.in(memory, items * rows, levels.get(levels.size() - 1).doubled.width());
    this.norm = new NormStep(layer.norm(), pool.size());
    this.statistics = new float[2 * items * rows];
  }

  /** Whether it was made for such steps. */
  boolean fits(int items, int length) {
    return this.items == items && this.length == length;
  }

  /**
   * Codes [N, length] become [N length ratio, W].
   *
   * <p>Call within an NDScope that lasts until {@link #back}.
   */
  Matrix forward(NDArray codes) {
    vectors = layer.embedding().forward(codes);
    open();
    Matrix x = Matrix.of(vectors);
    Workers.run(widest(), worker -> forward(worker, x));
    return result;
  }

  /** Adds to the gradients of the parameters, from the gradient of what {@link #forward} gave. */
  void back(Matrix dy) {
    NDArray gradient = vectors.getManager().create(vectors.getShape());
    Matrix x = Matrix.of(vectors);
    Matrix dx = Matrix.of(gradient);
    Workers.run(widest(), worker -> back(worker, x, dy, dx));
    JniUtils.backward((PtNDArray) vectors, (PtNDArray) gradient, false, false);
    vectors = null;
  }

  private void open() {
    in.open();
    for (Level level : levels) {
      level.stack.open();
      level.doubling.open();
    }
    norm.open();
  }

  private int widest() {
    int widest = in.widest();
    for (Level level : levels) {
      widest = Math.max(widest, Math.max(level.stack.widest(), level.doubling.widest()));
    }
    return widest;
  }

  private void forward(Worker w, Matrix x) {
    in.reorder(w);
    levels.forEach(level -> level.doubling.reorder(w));
    pool.await();
    in.forward(w, x, first, w.from(x.rows()), w.to(x.rows()));
    w.add(in.bias, first);
    Matrix from = first;
    for (Level level : levels) {
      level.stack.forward(w, from, level.stacked);
      pool.await();
      int rows = level.stacked.rows();
      level.doubling.forward(w, level.stacked, level.doubled, w.from(rows), w.to(rows));
      pool.await();
      w.add(level.doubling.bias, level.doubled);
      from = level.doubled;
    }
    normalise(w, from, result);
  }

  private void normalise(Worker w, Matrix x, Matrix y) {
    w.forRows(
        x,
        (row, count) -> {
          x.get(row, count, w.a);
          norm.forward(w.a, w.b, statistics, row, count);
          y.put(row, count, w.b);
        });
  }

  private void back(Worker w, Matrix x, Matrix dy, Matrix dx) {
    Level last = levels.get(levels.size() - 1);
    normaliseBack(w, dy, last.doubled, last.dDoubled);
    for (int i = levels.size() - 1; i >= 0; i--) {
      Level level = levels.get(i);
      int rows = level.stacked.rows();
      w.sumColumns(level.dDoubled, level.doubling.biasSums[w.id]);
      pool.await();
      level.doubling.back(w, level.dDoubled, level.dStacked, w.from(rows), w.to(rows));
      level.doubling.gradient(w, level.stacked, level.dDoubled);
      level.stack.back(w, level.dStacked, i == 0 ? dFirst : levels.get(i - 1).dDoubled);
    }
    w.sumColumns(dFirst, in.biasSums[w.id]);
    pool.await();
    in.back(w, dFirst, dx, w.from(x.rows()), w.to(x.rows()));
    in.gradient(w, x, dFirst);
    if (w.id == 0) {
      in.addBiasSums();
      levels.forEach(level -> level.doubling.addBiasSums());
      norm.addSums();
    }
  }

  private void normaliseBack(Worker w, Matrix dy, Matrix x, Matrix dx) {
    int width = x.width();
    w.forRows(
        dy,
        (row, count) -> {
          dy.get(row, count, w.a);
          x.get(row, count, w.b);
          Arrays.fill(w.c, 0, count * width, 0);
          norm.back(w, w.a, w.b, w.c, statistics, row, count);
          dx.put(row, count, w.c);
        });
  }
}
