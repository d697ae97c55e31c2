package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.MatrixView;
import io.im2wav4j.models.lm.Projection;
import java.util.Arrays;

/**
 * y = x w + b. The offset is added, and its gradient summed up, by whoever goes over the rows next.
 */
final class ProjectionStep {
  private final Projection layer;
  private final int in;
  private final int out;

  /** For each thread the gradient of the offset, summed over its rows. */
  final float[][] biasSums;

  float[] bias;
  private Matrix weight;
  private Matrix weightGradient;
  private Matrix biasGradient;

  ProjectionStep(Projection layer, int threads) {
    this.layer = layer;
    this.in = Math.toIntExact(layer.weight().getShape().get(0));
    this.out = Math.toIntExact(layer.weight().getShape().get(1));
    this.biasSums = new float[threads][out];
  }

  /** Takes hold of the parameters and their gradients for a step. */
  void open() {
    weight = Matrix.of(layer.weight());
    bias = Matrix.of(layer.bias()).toArray();
    weightGradient = Gradient.of(layer.weight());
    biasGradient = Gradient.of(layer.bias());
    for (float[] sums : biasSums) {
      Arrays.fill(sums, 0);
    }
  }

  /** y = x w on some rows. */
  void forward(Worker worker, Matrix x, Matrix y, int from, int to) {
    worker.blas.multiply(to - from, out, in, 1, x.from(from), weight.from(0), 0, y.from(from));
  }

  /** dx = dy w^T on some rows. */
  void back(Worker worker, Matrix dy, Matrix dx, int from, int to) {
    MatrixView transposed = weight.from(0).transpose();
    worker.blas.multiply(to - from, in, out, 1, dy.from(from), transposed, 0, dx.from(from));
  }

  /** Adds x^T dy over all rows to the weights' gradient: this thread's share of its rows. */
  void gradient(Worker worker, Matrix x, Matrix dy) {
    int from = worker.from(in);
    int count = worker.to(in) - from;
    MatrixView transposed = x.from(0, from).transpose();
    MatrixView to = weightGradient.from(from);
    worker.blas.multiply(count, out, x.rows(), 1, transposed, dy.from(0), 1, to);
  }

  /** Adds the sums of all threads to the offset's gradient. */
  void addBiasSums() {
    Gradient.add(biasGradient, biasSums);
  }
}
