package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.WorkerPool;
import io.im2wav4j.models.conditioning.DilatedResidualBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Dilated residual blocks one after the other, x + conv1(relu(conv3(relu(x)))), and back, on rows
 * of C channels. A thread has rows of its own; the dilated convolution and the gradients of kernels
 * look at the others', so the threads wait for each other before and after these.
 */
final class ResidualStackStep {
  private final List<Block> blocks = new ArrayList<>();
  private final Matrix product;
  private final Matrix innerGradient;
  private final WorkerPool pool = Workers.POOL;
  private final int width;

  /** A block, and what its way back needs: both rectified inputs [R, C]. */
  private record Block(
      ConvolutionStep dilated, ConvolutionStep pointwise, Matrix active, Matrix inner) {}

  /**
   * @param items N
   * @param length rows of an item, T
   */
  ResidualStackStep(
      List<DilatedResidualBlock> layers, int width, int items, int length, LargePages memory) {
    this.width = width;
    int rows = items * length;
    Matrix gradients = Matrix.in(memory, 3 * width, width);
    for (DilatedResidualBlock layer : layers) {
      blocks.add(
          new Block(
              ConvolutionStep.of(layer.dilated(), layer.dilation(), length, memory, gradients),
              ConvolutionStep.of(layer.pointwise(), 1, length, memory, null),
              Matrix.in(memory, rows, width),
              Matrix.in(memory, rows, width)));
    }
    this.product = Matrix.in(memory, rows, width);
    this.innerGradient = Matrix.in(memory, rows, width);
  }

  /** Takes hold of the parameters and their gradients for a step. */
  void open() {
    for (Block block : blocks) {
      block.dilated.open();
      block.pointwise.open();
    }
  }

  /** Values that are worked on at a time. */
  int widest() {
    return blocks.get(0).dilated.widest();
  }

  /** y of x, both [R, C]; of both this thread's rows. */
  void forward(Worker w, Matrix x, Matrix y) {
    int from = w.from(x.rows());
    int to = w.to(x.rows());
    blocks.forEach(block -> block.dilated.reorder(w));
    rectify(w, x, y);
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      pool.await();
      block.dilated.forward(w, block.active, block.inner, from, to);
      rectifyInner(w, block);
      block.pointwise.forward(w, block.inner, product, from, to);
      Matrix next = i + 1 < blocks.size() ? blocks.get(i + 1).active : null;
      add(w, block, y, next);
    }
  }

  private void rectify(Worker w, Matrix x, Matrix y) {
    w.forRows(
        x,
        (row, count) -> {
          x.get(row, count, w.a);
          y.put(row, count, w.a);
          RowMath.relu(w.a, w.b, count * width);
          blocks.get(0).active.put(row, count, w.b);
        });
  }

  private void rectifyInner(Worker w, Block block) {
    w.forRows(
        block.inner,
        (row, count) -> {
          block.inner.get(row, count, w.a);
          RowMath.addToRows(block.dilated.bias, w.a, count);
          RowMath.relu(w.a, w.a, count * width);
          block.inner.put(row, count, w.a);
        });
  }

  /** y += what the block makes; rectified it is the next one's input. */
  private void add(Worker w, Block block, Matrix y, Matrix next) {
    w.forRows(
        y,
        (row, count) -> {
          y.get(row, count, w.a);
          product.get(row, count, w.b);
          RowMath.addRows(w.b, block.pointwise.bias, w.a, count);
          y.put(row, count, w.a);
          if (next != null) {
            RowMath.relu(w.a, w.a, count * width);
            next.put(row, count, w.a);
          }
        });
  }

  /** Gradients of the parameters, and dx of dy; of both this thread's rows. */
  void back(Worker w, Matrix dy, Matrix dx) {
    int from = w.from(dy.rows());
    int to = w.to(dy.rows());
    w.forRows(
        dy,
        (row, count) -> {
          dy.get(row, count, w.a);
          dx.put(row, count, w.a);
        });
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      block.pointwise.back(w, dx, innerGradient, from, to);
      innerBack(w, block, dx);
      pool.await();
      block.dilated.back(w, innerGradient, product, from, to);
      block.pointwise.gradient(w, block.inner, dx);
      block.dilated.gradient(w, block.active, innerGradient);
      if (w.id == 0) {
        block.pointwise.addBiasSums();
        block.dilated.addBiasSums();
      }
      pool.await();
      addBack(w, block, dx);
    }
  }

  private void innerBack(Worker w, Block block, Matrix dy) {
    w.forRows(
        innerGradient,
        (row, count) -> {
          innerGradient.get(row, count, w.a);
          block.inner.get(row, count, w.b);
          RowMath.reluBack(w.a, w.b, count * width);
          innerGradient.put(row, count, w.a);
          RowMath.sumColumns(w.a, count, block.dilated.biasSums[w.id]);
          dy.get(row, count, w.a);
          RowMath.sumColumns(w.a, count, block.pointwise.biasSums[w.id]);
        });
  }

  /** dx += what comes back through the block. */
  private void addBack(Worker w, Block block, Matrix dx) {
    w.forRows(
        product,
        (row, count) -> {
          product.get(row, count, w.a);
          block.active.get(row, count, w.b);
          RowMath.reluBack(w.a, w.b, count * width);
          dx.get(row, count, w.b);
          RowMath.add(w.a, 0, w.b, 0, count * width);
          dx.put(row, count, w.b);
        });
  }
}
