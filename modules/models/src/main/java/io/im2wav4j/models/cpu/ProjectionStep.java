package io.im2wav4j.models.cpu;

import io.im2wav4j.models.lm.Projection;
import io.im2wav4j.nn.cpu.Matrix;
import java.util.Arrays;

/**
 * y = x w + b. The offset is added, and its gradient summed up, by whoever goes over the rows next.
 */
final class ProjectionStep {
  private final Projection layer;

  /** For each thread the gradient of the offset, summed over its rows. */
  final float[][] biasSums;

  float[] bias;
  private Matrix weight;
  private Matrix weightGradient;
  private Matrix biasGradient;

  ProjectionStep(Projection layer, int threads) {
    this.layer = layer;
    this.biasSums = new float[threads][Math.toIntExact(layer.bias().getShape().get(0))];
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
    int in = weight.rows();
    int out = weight.width();
    worker.blas.multiply(
        false,
        false,
        to - from,
        out,
        in,
        1,
        x.address(from),
        in,
        weight.address(0),
        out,
        0,
        y.address(from),
        out);
  }

  /** dx = dy w^T on some rows. */
  void back(Worker worker, Matrix dy, Matrix dx, int from, int to) {
    int in = weight.rows();
    int out = weight.width();
    worker.blas.multiply(
        false,
        true,
        to - from,
        in,
        out,
        1,
        dy.address(from),
        out,
        weight.address(0),
        out,
        0,
        dx.address(from),
        in);
  }

  /** Adds x^T dy over all rows to the weights' gradient: this thread's share of its rows. */
  void gradient(Worker worker, Matrix x, Matrix dy) {
    int in = weight.rows();
    int out = weight.width();
    int from = worker.from(in);
    worker.blas.multiply(
        true,
        false,
        worker.to(in) - from,
        out,
        x.rows(),
        1,
        x.address(0) + 4L * from,
        in,
        dy.address(0),
        out,
        1,
        weightGradient.address(from),
        out);
  }

  /** Adds the sums of all threads to the offset's gradient. */
  void addBiasSums() {
    Gradient.add(biasGradient, biasSums);
  }
}
