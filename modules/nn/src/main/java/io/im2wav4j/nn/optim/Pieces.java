package io.im2wav4j.nn.optim;

import ai.djl.ndarray.NDArray;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Element-wise work on the memory of many FLOAT32 arrays of the CPU, cut into pieces that all cores
 * share.
 *
 * <p>One engine call per operation and parameter costs more than the arithmetic for the small
 * tensors of these models. Here a piece is copied to the heap, where the compiler vectorises plain
 * loops, and back; it stays in the cache meanwhile. The cut does not depend on the number of
 * threads, so neither do the results.
 */
final class Pieces {
  /** Values per piece: four of them fit a core's cache. */
  static final int SIZE = 8192;

  /** Scratch space of a thread. */
  static final class Scratch {
    final float[] a = new float[SIZE];
    final float[] b = new float[SIZE];
    final float[] c = new float[SIZE];
    final float[] d = new float[SIZE];
  }

  /** Work on values {@code from} to {@code from + length} of the array numbered {@code index}. */
  @FunctionalInterface
  interface Work {
    /** Does it; the result of all pieces is summed. */
    double on(int index, int from, int length, Scratch scratch);
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private Pieces() {}

  /** The memory of an array, to be read and written. Valid while the array is open. */
  static FloatBuffer alias(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Runs the work on all pieces of all buffers and adds up what it returns, in a fixed order. */
  static double run(List<FloatBuffer> buffers, Work work) {
    int total = 0;
    for (FloatBuffer buffer : buffers) {
      total += pieces(buffer);
    }
    int[] index = new int[total];
    int[] from = new int[total];
    int next = 0;
    for (int i = 0; i < buffers.size(); i++) {
      for (int p = 0; p < pieces(buffers.get(i)); p++) {
        index[next] = i;
        from[next++] = p * SIZE;
      }
    }
    double[] results = new double[total];
    IntStream.range(0, total)
        .parallel()
        .forEach(
            p -> {
              int length = Math.min(SIZE, buffers.get(index[p]).capacity() - from[p]);
              results[p] = work.on(index[p], from[p], length, SCRATCH.get());
            });
    double sum = 0;
    for (double result : results) {
      sum += result;
    }
    return sum;
  }

  private static int pieces(FloatBuffer buffer) {
    return (buffer.capacity() + SIZE - 1) / SIZE;
  }
}
