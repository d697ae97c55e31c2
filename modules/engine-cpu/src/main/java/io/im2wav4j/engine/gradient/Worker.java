package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.Matrix;
import java.util.Arrays;

/** What a thread of a step has for itself. */
final class Worker {
  /** Values that are worked on at a time: three such pieces fit into a core's cache. */
  private static final int PIECE = 8192;

  /** Counts the threads from 0. */
  final int id;

  /** Number of threads. */
  final int count;

  final Blas blas = new Blas();
  final float[] a;
  final float[] b;
  final float[] c;

  /**
   * @param widest the longest row
   */
  Worker(int id, int count, int widest) {
    this.id = id;
    this.count = count;
    int size = Math.max(PIECE, widest);
    this.a = new float[size];
    this.b = new float[size];
    this.c = new float[size];
  }

  /** The first of this thread's shares of so many. */
  int from(int all) {
    return (int) ((long) all * id / count);
  }

  /** After the last of them. */
  int to(int all) {
    return (int) ((long) all * (id + 1) / count);
  }

  /** Work on rows {@code row} to {@code row + count}. */
  interface Rows {
    void on(int row, int count);
  }

  /** Rows a piece at a time. */
  void forPieces(int from, int to, int width, Rows work) {
    int most = Math.max(1, PIECE / width);
    for (int row = from; row < to; row += most) {
      work.on(row, Math.min(most, to - row));
    }
  }

  /** This thread's rows of a matrix a piece at a time. */
  void forRows(Matrix of, Rows work) {
    forPieces(from(of.rows()), to(of.rows()), of.width(), work);
  }

  /** Sets rows to zero. */
  void clear(Matrix matrix, int from, int to) {
    Arrays.fill(a, 0);
    forPieces(from, to, matrix.width(), (row, count) -> matrix.put(row, count, a));
  }

  /** Adds to each of this thread's rows. */
  void add(float[] offset, Matrix to) {
    forRows(
        to,
        (row, count) -> {
          to.get(row, count, a);
          RowMath.addToRows(offset, a, count);
          to.put(row, count, a);
        });
  }

  /** Adds up this thread's rows. */
  void sumColumns(Matrix of, float[] sums) {
    forRows(
        of,
        (row, count) -> {
          of.get(row, count, a);
          RowMath.sumColumns(a, count, sums);
        });
  }
}
