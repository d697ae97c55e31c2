package io.im2wav4j.engine.cpu;

import ai.djl.ndarray.NDArray;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Rows of floats outside the heap, one after the other. Values are copied to the heap a few rows at
 * a time, where the compiler finds vector instructions, and back; they stay in the processor's
 * cache meanwhile. Threads may work on different rows.
 */
public final class Matrix {
  private final int rows;
  private final int width;
  private final FloatBuffer floats; // keeps the memory
  private final long address;

  private Matrix(int width, FloatBuffer floats, long address) {
    this.rows = floats.capacity() / width;
    this.width = width;
    this.floats = floats;
    this.address = address;
  }

  private static Matrix of(int width, ByteBuffer bytes) {
    return new Matrix(
        width,
        bytes.order(ByteOrder.nativeOrder()).asFloatBuffer(),
        Pointer.nativeValue(Native.getDirectBufferPointer(bytes)));
  }

  /** New; its values are not defined. */
  public static Matrix in(LargePages memory, int rows, int width) {
    long count = 4L * rows * width;
    return of(width, memory.take(count).getByteBuffer(0, count));
  }

  /**
   * The memory of a FLOAT32 array of the CPU; its last axis is the width. Valid while it is open.
   */
  public static Matrix of(NDArray array) {
    return of(array, Math.toIntExact(array.getShape().get(array.getShape().dimension() - 1)));
  }

  /** As {@link #of(NDArray)}, in rows of another width. */
  public static Matrix of(NDArray array, int width) {
    return of(width, array.toByteBuffer(true));
  }

  /** The same memory in rows of another width. */
  public Matrix inRowsOf(int otherWidth) {
    return new Matrix(otherWidth, floats, address);
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Values of a row. */
  public int width() {
    return width;
  }

  /** What begins at a row, for {@link Blas}. */
  public MatrixView from(int row) {
    return from(row, 0);
  }

  /** What begins at a value of a row. */
  public MatrixView from(int row, int column) {
    return new MatrixView(address + 4L * ((long) row * width + column), width, false);
  }

  /** Copies {@code count} rows from {@code row} on to the beginning of {@code into}. */
  public void get(int row, int count, float[] into) {
    floats.get(row * width, into, 0, count * width);
  }

  /** Copies {@code count} rows back. */
  public void put(int row, int count, float[] from) {
    floats.put(row * width, from, 0, count * width);
  }

  /** Sets {@code count} values of a row to zero, from the value {@code from} on. */
  public void clear(int row, int from, int count) {
    floats.put(row * width + from, new float[count], 0, count);
  }

  /** All of it as one row. */
  public float[] toArray() {
    float[] all = new float[rows * width];
    floats.get(0, all);
    return all;
  }

  /** Adds to a value. */
  public void add(int index, float value) {
    floats.put(index, floats.get(index) + value);
  }
}
