package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.MatrixView;
import io.im2wav4j.engine.cpu.WorkerPool;

/**
 * Logits, loss and the way back from it, a few rows at a time: their logits and these' gradient,
 * softmax minus the chosen code, stay in the cache, where those of all rows are the largest
 * matrices of a step.
 */
final class HeadStep {
  private static final double NATS_IN_A_BIT = Math.log(2);

  /** Logits that a thread holds at a time. */
  private static final int LOGITS = 1 << 19;

  private final NDArray embeddings;
  private final WorkerPool pool;
  private final int most;
  private final Matrix[] logits;

  /** What all threads but the first add to the embeddings' gradient [V, W]. */
  private final Matrix[] sums;

  private final double[] nats;
  private Matrix weight;
  private Matrix gradient;

  HeadStep(NDArray embeddings, WorkerPool pool, LargePages memory) {
    this.embeddings = embeddings;
    this.pool = pool;
    int size = Math.toIntExact(embeddings.getShape().get(0));
    int width = Math.toIntExact(embeddings.getShape().get(1));
    this.most = Math.max(1, LOGITS / size);
    this.logits = new Matrix[pool.size()];
    this.sums = new Matrix[pool.size()];
    this.nats = new double[pool.size()];
    for (int i = 0; i < pool.size(); i++) {
      logits[i] = Matrix.in(memory, most, size);
      sums[i] = i == 0 ? null : Matrix.in(memory, size, width);
    }
  }

  /** Takes hold of the embeddings and their gradient for a step. */
  void open() {
    weight = Matrix.of(embeddings);
    gradient = Gradient.of(embeddings);
  }

  /** Values of a code's embedding and of its logits. */
  int widest() {
    return Math.toIntExact(Math.max(embeddings.getShape().get(0), embeddings.getShape().get(1)));
  }

  /**
   * This thread's rows, then the embeddings' gradient of all.
   *
   * @param x what the logits are made of [R, W]
   * @param chosen the codes
   * @param dx gets its gradient
   */
  void run(Worker worker, Matrix x, long[] chosen, Matrix dx) {
    int end = worker.to(x.rows());
    Matrix mine = worker.id == 0 ? gradient : sums[worker.id];
    nats[worker.id] = 0;
    if (worker.id > 0) {
      worker.clear(mine, 0, mine.rows());
    }
    for (int from = worker.from(x.rows()); from < end; from += most) {
      rows(worker, x, from, Math.min(end, from + most), chosen, dx, mine);
    }
    pool.await();
    for (int i = 1; i < worker.count; i++) {
      addUp(worker, sums[i]);
    }
  }

  private void rows(Worker w, Matrix x, int from, int to, long[] chosen, Matrix dx, Matrix mine) {
    int size = weight.rows();
    int width = weight.width();
    int count = to - from;
    Matrix l = logits[w.id];
    MatrixView rows = x.from(from);
    w.blas.multiply(count, size, width, 1, rows, weight.from(0).transpose(), 0, l.from(0));
    float unit = (float) (1 / (x.rows() * NATS_IN_A_BIT));
    for (int i = 0; i < count; i++) {
      l.get(i, 1, w.a);
      int code = Math.toIntExact(chosen[from + i]);
      float largest = Softmax.largest(w.a, 0, size);
      double own = w.a[code] - largest;
      float sum = Softmax.exponentials(w.a, 0, size, largest);
      nats[w.id] += Math.log(sum) - own;
      Softmax.scale(w.a, 0, size, unit / sum);
      w.a[code] -= unit;
      l.put(i, 1, w.a);
    }
    w.blas.multiply(count, width, size, 1, l.from(0), weight.from(0), 0, dx.from(from));
    w.blas.multiply(size, width, count, 1, l.from(0).transpose(), rows, 1, mine.from(0));
  }

  private void addUp(Worker w, Matrix some) {
    w.forRows(
        gradient,
        (row, count) -> {
          gradient.get(row, count, w.a);
          some.get(row, count, w.b);
          RowMath.add(w.b, 0, w.a, 0, count * some.width());
          gradient.put(row, count, w.a);
        });
  }

  /** The loss in bits per code, when all threads are through. */
  double bits(int rows) {
    double sum = 0;
    for (double some : nats) {
      sum += some;
    }
    return sum / rows / NATS_IN_A_BIT;
  }
}
