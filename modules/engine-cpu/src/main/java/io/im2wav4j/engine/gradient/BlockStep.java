package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.WorkerPool;
import io.im2wav4j.models.lm.TransformerBlock;

/**
 * a = attn(ln_0(x)), y = x + a + mlp(ln_1(x + a)), and back. A thread goes through all parts with
 * its own rows; only attention and the gradients of weights look at the others', so the threads
 * wait for each other before and after these.
 */
final class BlockStep {
  private final NormStep norm;
  private final ProjectionStep queryKeyValue;
  private final AttentionStep attention;
  private final ProjectionStep out;
  private final NormStep middleNorm;
  private final ProjectionStep hidden;
  private final ProjectionStep feedForwardOut;
  private final WorkerPool pool;

  BlockStep(TransformerBlock layer, int codes, WorkerPool pool, LargePages memory) {
    int threads = pool.size();
    this.pool = pool;
    this.norm = new NormStep(layer.beforeAttention(), threads);
    this.queryKeyValue = new ProjectionStep(layer.attention().queryKeyValue(), threads);
    this.attention = new AttentionStep(layer.attention(), codes, threads, memory);
    this.out = new ProjectionStep(layer.attention().out(), threads);
    this.middleNorm = new NormStep(layer.beforeFeedForward(), threads);
    this.hidden = new ProjectionStep(layer.feedForward().hidden(), threads);
    this.feedForwardOut = new ProjectionStep(layer.feedForward().out(), threads);
  }

  /** Columns of the probabilities that a {@link BlockActivations} keeps. */
  int sees() {
    return attention.size();
  }

  /** Takes hold of the parameters and their gradients for a step. */
  void open() {
    norm.open();
    queryKeyValue.open();
    out.open();
    middleNorm.open();
    hidden.open();
    feedForwardOut.open();
  }

  /** y of x, both [R, W]; y is this thread's rows when it returns. */
  void forward(Worker worker, Matrix x, BlockActivations m, BlockScratch s, Matrix y) {
    int from = worker.from(x.rows());
    int to = worker.to(x.rows());
    normalise(worker, x, m);
    queryKeyValue.forward(worker, m.normed, m.qkv, from, to);
    worker.add(queryKeyValue.bias, m.qkv);
    pool.await();
    attention.forward(worker, m.qkv, m.probabilities, m.attended);
    pool.await();
    out.forward(worker, m.attended, s.product, from, to);
    addAndNormalise(worker, x, s.product, m);
    hidden.forward(worker, m.middleNormed, m.hidden, from, to);
    activate(worker, m);
    feedForwardOut.forward(worker, m.active, s.product, from, to);
    add(worker, m.middle, s.product, y);
  }

  private void normalise(Worker w, Matrix x, BlockActivations m) {
    w.forRows(
        x,
        (row, count) -> {
          x.get(row, count, w.a);
          norm.forward(w.a, w.b, m.statistics, row, count);
          m.normed.put(row, count, w.b);
        });
  }

  private void addAndNormalise(Worker w, Matrix x, Matrix a, BlockActivations m) {
    w.forRows(
        x,
        (row, count) -> {
          x.get(row, count, w.a);
          a.get(row, count, w.b);
          RowMath.addRows(w.b, out.bias, w.a, count);
          m.middle.put(row, count, w.a);
          middleNorm.forward(w.a, w.b, m.middleStatistics, row, count);
          m.middleNormed.put(row, count, w.b);
        });
  }

  private void activate(Worker w, BlockActivations m) {
    int inner = m.hidden.width();
    w.forRows(
        m.hidden,
        (row, count) -> {
          m.hidden.get(row, count, w.a);
          RowMath.addToRows(hidden.bias, w.a, count);
          m.hidden.put(row, count, w.a);
          RowMath.quickGelu(w.a, w.b, count * inner);
          m.active.put(row, count, w.b);
        });
  }

  private void add(Worker w, Matrix x, Matrix more, Matrix y) {
    w.forRows(
        x,
        (row, count) -> {
          x.get(row, count, w.a);
          more.get(row, count, w.b);
          RowMath.addRows(w.b, feedForwardOut.bias, w.a, count);
          y.put(row, count, w.a);
        });
  }

  /**
   * Gradients of the parameters, and dx of dy, both [R, W]; dx is this thread's rows when it
   * returns.
   */
  void back(Worker worker, Matrix x, BlockActivations m, BlockScratch s, Matrix dy, Matrix dx) {
    int from = worker.from(x.rows());
    int to = worker.to(x.rows());
    feedForwardOut.back(worker, dy, s.hidden, from, to);
    activateBack(worker, m, s);
    hidden.back(worker, s.hidden, s.product, from, to);
    middleBack(worker, m, s, dy);
    out.back(worker, s.middle, s.attended, from, to);
    pool.await();
    attention.back(worker, m.qkv, m.probabilities, s.attended, s.qkv);
    pool.await();
    worker.sumColumns(s.qkv, queryKeyValue.biasSums[worker.id]);
    queryKeyValue.back(worker, s.qkv, s.product, from, to);
    normaliseBack(worker, x, m, s, dx);
    pool.await();
    feedForwardOut.gradient(worker, m.active, dy);
    hidden.gradient(worker, m.middleNormed, s.hidden);
    out.gradient(worker, m.attended, s.middle);
    queryKeyValue.gradient(worker, m.normed, s.qkv);
    if (worker.id == 0) {
      addSums();
    }
    pool.await();
  }

  private void activateBack(Worker w, BlockActivations m, BlockScratch s) {
    int inner = m.hidden.width();
    w.forRows(
        s.hidden,
        (row, count) -> {
          s.hidden.get(row, count, w.a);
          m.hidden.get(row, count, w.b);
          RowMath.quickGeluBack(w.a, w.b, count * inner);
          s.hidden.put(row, count, w.a);
          RowMath.sumColumns(w.a, count, hidden.biasSums[w.id]);
        });
  }

  /** The gradient between attention and feed-forward layers: dy, and what comes back from these. */
  private void middleBack(Worker w, BlockActivations m, BlockScratch s, Matrix dy) {
    w.forRows(
        s.product,
        (row, count) -> {
          s.product.get(row, count, w.a);
          m.middle.get(row, count, w.b);
          dy.get(row, count, w.c);
          RowMath.sumColumns(w.c, count, feedForwardOut.biasSums[w.id]);
          middleNorm.back(w, w.a, w.b, w.c, m.middleStatistics, row, count);
          s.middle.put(row, count, w.c);
          RowMath.sumColumns(w.c, count, out.biasSums[w.id]);
        });
  }

  private void normaliseBack(Worker w, Matrix x, BlockActivations m, BlockScratch s, Matrix dx) {
    w.forRows(
        s.product,
        (row, count) -> {
          s.product.get(row, count, w.a);
          x.get(row, count, w.b);
          s.middle.get(row, count, w.c);
          norm.back(w, w.a, w.b, w.c, m.statistics, row, count);
          dx.put(row, count, w.c);
        });
  }

  private void addSums() {
    norm.addSums();
    queryKeyValue.addBiasSums();
    out.addBiasSums();
    middleNorm.addSums();
    hidden.addBiasSums();
    feedForwardOut.addBiasSums();
  }
}
