package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.models.conditioning.Lookup;
import io.im2wav4j.models.lm.Transformer;
import java.util.Arrays;
import java.util.List;

/**
 * What the first layer gets, for each code the vector of the one before it (the start token for the
 * first), of its place and of its conditions, which are sums of vectors looked up in tables; and
 * back.
 */
final class EmbeddingStep {
  private final int codes;
  private final Table[] tables;
  private final long[] chosen;
  private final NDArray start;
  private final NDArray dStart;
  private final Matrix starts;
  private final Matrix dStarts;
  private final Matrix embeddings;
  private final Matrix positions;
  private final Matrix dEmbeddings;
  private final Matrix dPositions;
  private final Matrix upper;

  /** A table of conditions, and for each thread its gradient summed over the thread's rows. */
  private static final class Table {
    final NDArray array;
    final float[] values;
    final float[][] sums;
    final long[] index;
    final int perItem;

    Table(Lookup lookup, int items) {
      this.array = lookup.table();
      this.values = Matrix.of(array).toArray();
      this.sums = new float[Workers.POOL.size()][values.length];
      this.index = lookup.index().toLongArray();
      this.perItem = index.length / items;
    }

    /** Where a code's vector begins. */
    int at(int item, int code, int width) {
      return Math.toIntExact(index[item * perItem + Math.min(code, perItem - 1)]) * width;
    }
  }

  /**
   * Takes hold of everything for a step.
   *
   * @param chosen the codes, N T
   * @param start the start tokens [N, 1, W]
   * @param lookups conditions
   * @param upper more of them [R, W], or null
   */
  EmbeddingStep(
      Transformer transformer,
      int codes,
      long[] chosen,
      NDArray start,
      List<Lookup> lookups,
      Matrix upper) {
    this.codes = codes;
    this.chosen = chosen;
    this.start = start;
    this.dStart = start.getManager().create(start.getShape());
    this.starts = Matrix.of(start);
    this.dStarts = Matrix.of(dStart);
    this.embeddings = Matrix.of(transformer.embeddings());
    this.positions = Matrix.of(transformer.positions());
    this.dEmbeddings = Gradient.of(transformer.embeddings());
    this.dPositions = Gradient.of(transformer.positions());
    this.upper = upper;
    int items = chosen.length / codes;
    this.tables = lookups.stream().map(lookup -> new Table(lookup, items)).toArray(Table[]::new);
  }

  /**
   * This thread's rows.
   *
   * @param conditions gets the sum of a code's conditions [R, W]
   * @param x gets all [R, W]
   */
  void forward(Worker w, Matrix conditions, Matrix x) {
    int width = x.width();
    for (int row = w.from(x.rows()); row < w.to(x.rows()); row++) {
      int item = row / codes;
      int code = row % codes;
      if (upper == null) {
        Arrays.fill(w.a, 0, width, 0);
      } else {
        upper.get(row, 1, w.a);
      }
      for (Table table : tables) {
        RowMath.add(table.values, table.at(item, code, width), w.a, 0, width);
      }
      conditions.put(row, 1, w.a);
      if (code == 0) {
        starts.get(item, 1, w.b);
      } else {
        embeddings.get(Math.toIntExact(chosen[row - 1]), 1, w.b);
      }
      positions.get(code, 1, w.c);
      RowMath.add(w.b, 0, w.c, w.a, 0, width);
      x.put(row, 1, w.a);
    }
  }

  /**
   * Gradients of codes, places and start tokens, and of this thread's part of the tables.
   *
   * @param dx gradient of what the first layer got; all threads must have theirs
   * @param dConditions gradient of the conditions by what was added to the last layer; gets all
   */
  void back(Worker w, Matrix dx, Matrix dConditions) {
    int width = dx.width();
    int items = dx.rows() / codes;
    for (int row = w.from(dx.rows()); row < w.to(dx.rows()); row++) {
      dx.get(row, 1, w.a);
      dConditions.get(row, 1, w.b);
      RowMath.add(w.a, 0, w.b, 0, width);
      dConditions.put(row, 1, w.b);
      for (Table table : tables) {
        int at = table.at(row / codes, row % codes, width);
        RowMath.add(w.b, 0, table.sums[w.id], at, width);
      }
    }
    for (int code = w.from(codes); code < w.to(codes); code++) {
      dPositions.get(code, 1, w.a);
      for (int item = 0; item < items; item++) {
        dx.get(item * codes + code, 1, w.b);
        RowMath.add(w.b, 0, w.a, 0, width);
      }
      dPositions.put(code, 1, w.a);
    }
    for (int row = 0; row < dx.rows(); row++) {
      boolean first = row % codes == 0;
      int to = first ? row / codes : Math.toIntExact(chosen[row - 1]);
      if (to % w.count == w.id) {
        add(w, dx, row, first ? null : dEmbeddings, to);
      }
    }
  }

  private void add(Worker w, Matrix dx, int row, Matrix dEmbeddings, int to) {
    dx.get(row, 1, w.a);
    if (dEmbeddings == null) {
      dStarts.put(to, 1, w.a);
    } else {
      dEmbeddings.get(to, 1, w.b);
      RowMath.add(w.a, 0, w.b, 0, dx.width());
      dEmbeddings.put(to, 1, w.b);
    }
  }

  /** Back through what the start tokens and the tables were made of. */
  void finish() {
    backward(start, dStart);
    for (Table table : tables) {
      float[] sum = table.sums[0];
      for (int i = 1; i < table.sums.length; i++) {
        RowMath.add(table.sums[i], 0, sum, 0, sum.length);
      }
      // Of the engine's own memory: parts of it may become a parameter's gradient.
      NDArray gradient = start.getManager().create(table.array.getShape());
      Matrix memory = Matrix.of(gradient);
      memory.put(0, memory.rows(), sum);
      backward(table.array, gradient);
    }
  }

  private static void backward(NDArray of, NDArray gradient) {
    JniUtils.backward((PtNDArray) of, (PtNDArray) gradient, false, false);
  }
}
