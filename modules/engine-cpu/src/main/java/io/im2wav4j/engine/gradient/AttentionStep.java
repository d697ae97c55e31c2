package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.engine.cpu.MatrixView;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.FactoredAttention;

/**
 * Queries, keys and values [R, 3S] to what is attended to [R, S], and back. Rows that see each
 * other are a group: some rows of an item at equal distances, so that a product takes them where
 * they lie. D = S / heads.
 */
final class AttentionStep {
  private final AttentionKind kind;
  private final int state;
  private final int heads;
  private final int head;
  private final float scale;
  private final int codes;

  /** Groups of an item, rows of a group, and rows from one of them to the next. */
  private final int groups;

  private final int size;
  private final int distance;

  /** For each thread, gradients of a group's probabilities. */
  private final Matrix[] scores;

  /**
   * @param codes of an item, T
   */
  AttentionStep(FactoredAttention layer, int codes, int threads, LargePages memory) {
    this.kind = layer.kind();
    this.state = Math.toIntExact(layer.out().weight().getShape().get(0));
    this.heads = layer.heads();
    this.head = state / heads;
    this.scale = (float) (1 / Math.sqrt(head));
    this.codes = codes;
    int length = layer.blockLength();
    this.size =
        switch (kind) {
          case DENSE -> codes;
          case BLOCK, PREVIOUS_BLOCK -> length;
          case TRANSPOSED_BLOCK -> codes / length;
        };
    this.groups = codes / size;
    this.distance = kind == AttentionKind.TRANSPOSED_BLOCK ? length : 1;
    this.scores = new Matrix[threads];
    for (int i = 0; i < threads; i++) {
      scores[i] = Matrix.in(memory, size, size);
    }
  }

  /** Rows of a group: what each query of each head sees is that wide. */
  int size() {
    return size;
  }

  private interface Group {
    /**
     * @param row of the first query
     * @param keys row of the first key, negative: there are none
     * @param head which
     * @param at first row of the probabilities
     */
    void on(int row, int keys, int head, int at);
  }

  /** This thread's share of the groups of all items. */
  private void forGroups(Worker worker, int rows, Group work) {
    int all = rows / size;
    for (int g = worker.from(all); g < worker.to(all); g++) {
      int first = g / groups * codes;
      int inItem = g % groups;
      int row = first + (distance == 1 ? inItem * size : inItem);
      int keys = row;
      if (kind == AttentionKind.PREVIOUS_BLOCK) {
        keys = inItem == 0 ? -1 : row - size;
      }
      for (int h = 0; h < heads; h++) {
        work.on(row, keys, h, (g * heads + h) * size);
      }
    }
  }

  private int seen(int query) {
    return kind == AttentionKind.PREVIOUS_BLOCK ? size : query + 1;
  }

  /**
   * This thread's groups.
   *
   * @param memory room for [R heads, size], the probabilities, kept for the way back
   */
  void forward(Worker worker, Matrix qkv, Matrix memory, Matrix out) {
    Blas blas = worker.blas;
    Matrix probabilities = memory.inRowsOf(size);
    forGroups(
        worker,
        qkv.rows(),
        (row, keys, h, at) -> {
          if (keys < 0) {
            clear(out, row, h * head);
            return;
          }
          MatrixView q = part(qkv, row, 0, h);
          MatrixView k = part(qkv, keys, 1, h);
          MatrixView v = part(qkv, keys, 2, h);
          MatrixView p = probabilities.from(at);
          blas.multiply(size, size, head, scale, q, k.transpose(), 0, p);
          worker.forPieces(
              0,
              size,
              size,
              (from, count) -> {
                probabilities.get(at + from, count, worker.a);
                for (int i = 0; i < count; i++) {
                  Softmax.of(worker.a, i * size, seen(from + i), size);
                }
                probabilities.put(at + from, count, worker.a);
              });
          blas.multiply(size, head, size, 1, p, v, 0, part(out, row, 0, h));
        });
  }

  /** Gradients of this thread's groups. */
  void back(Worker worker, Matrix qkv, Matrix memory, Matrix dOut, Matrix dQkv) {
    Blas blas = worker.blas;
    Matrix probabilities = memory.inRowsOf(size);
    Matrix slopes = scores[worker.id];
    forGroups(
        worker,
        qkv.rows(),
        (row, keys, h, at) -> {
          if (kind == AttentionKind.PREVIOUS_BLOCK && row % codes == codes - size) {
            clear(dQkv, row, state + h * head); // Nothing comes after the last block.
            clear(dQkv, row, 2 * state + h * head);
          }
          if (keys < 0) {
            clear(dQkv, row, h * head);
            return;
          }
          MatrixView a = part(dOut, row, 0, h);
          MatrixView s = slopes.from(0);
          MatrixView p = probabilities.from(at);
          blas.multiply(size, size, head, 1, a, part(qkv, keys, 2, h).transpose(), 0, s);
          worker.forPieces(
              0,
              size,
              size,
              (from, count) -> {
                slopes.get(from, count, worker.a);
                probabilities.get(at + from, count, worker.b);
                for (int i = 0; i < count; i++) {
                  Softmax.back(worker.a, worker.b, i * size, seen(from + i), size);
                }
                slopes.put(from, count, worker.a);
              });
          MatrixView q = part(qkv, row, 0, h);
          MatrixView k = part(qkv, keys, 1, h);
          blas.multiply(size, head, size, scale, s, k, 0, part(dQkv, row, 0, h));
          blas.multiply(size, head, size, scale, s.transpose(), q, 0, part(dQkv, keys, 1, h));
          blas.multiply(size, head, size, 1, p.transpose(), a, 0, part(dQkv, keys, 2, h));
        });
  }

  /** The queries (0), keys (1) or values (2) of a group and head. */
  private MatrixView part(Matrix of, int row, int which, int h) {
    return of.from(row, which * state + h * head).every(distance);
  }

  private void clear(Matrix of, int row, int from) {
    for (int i = 0; i < size; i++) {
      of.clear(row + i * distance, from, head);
    }
  }
}
