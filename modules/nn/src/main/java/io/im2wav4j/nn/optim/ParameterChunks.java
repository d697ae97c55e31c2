package io.im2wav4j.nn.optim;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Element-wise work on the memory of many FLOAT32 arrays of the CPU, cut into chunks that all cores
 * share.
 *
 * <p>One engine call per operation and parameter costs more than the arithmetic for the small
 * tensors of these models. Here a chunk is copied to the heap, where the compiler vectorises plain
 * loops, and back; it stays in the cache meanwhile. The cut does not depend on the number of
 * threads, so neither do the results.
 */
final class ParameterChunks {
  /** Values per chunk: four of them fit a core's cache. */
  static final int SIZE = 8192;

  /** Memory of a thread. */
  static final class ChunkBuffers {
    final float[] a = new float[SIZE];
    final float[] b = new float[SIZE];
    final float[] c = new float[SIZE];
    final float[] d = new float[SIZE];
  }

  /** Work on values {@code from} to {@code from + length} of the array numbered {@code index}. */
  @FunctionalInterface
  interface Work {
    /** Does it; the result of all chunks is summed. */
    double on(int index, int from, int length, ChunkBuffers own);
  }

  private static final ThreadLocal<ChunkBuffers> BUFFERS =
      ThreadLocal.withInitial(ChunkBuffers::new);

  private ParameterChunks() {}

  /** The memory of an array, to be read and written. Valid while the array is open. */
  static FloatBuffer alias(NDArray array) {
    return memory(array).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Copies all values of an array to another of its type and shape. */
  static void copy(NDArray from, NDArray to) {
    memory(to).put(memory(from));
  }

  private static ByteBuffer memory(NDArray array) {
    if (array.getDevice().isGpu()) { // the buffer would be a copy: what is written to it is lost
      throw new IllegalArgumentException("array on " + array.getDevice() + ", not on the CPU");
    }
    return array.toByteBuffer(true);
  }

  /** Runs the work on all chunks of all buffers and adds up what it returns, in a fixed order. */
  static double run(List<FloatBuffer> buffers, Work work) {
    int total = 0;
    for (FloatBuffer buffer : buffers) {
      total += chunks(buffer);
    }
    int[] index = new int[total];
    int[] from = new int[total];
    int next = 0;
    for (int i = 0; i < buffers.size(); i++) {
      for (int p = 0; p < chunks(buffers.get(i)); p++) {
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
              results[p] = work.on(index[p], from[p], length, BUFFERS.get());
            });
    double sum = 0;
    for (double result : results) {
      sum += result;
    }
    return sum;
  }

  private static int chunks(FloatBuffer buffer) {
    return (buffer.capacity() + SIZE - 1) / SIZE;
  }
}
