package io.im2wav4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The gradients of a set of parameters, held open between backward and update. A parameter that
 * took no part in any loss has none and is passed over.
 */
public final class Gradients implements AutoCloseable {
  private final List<NDArray> handles = new ArrayList<>();
  private final List<FloatBuffer> buffers = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();

  /** Takes hold of the gradients that there are. */
  public Gradients(Collection<NDArray> parameters) {
    int index = 0;
    for (NDArray parameter : parameters) {
      // NDArray.getGradient would make zeros where there is no gradient.
      NDArray gradient =
          parameter.hasGradient() ? JniUtils.getGradient((PtNDArray) parameter) : null;
      if (gradient != null) {
        handles.add(gradient);
        buffers.add(ParameterChunks.alias(gradient));
        indices.add(index);
      }
      index++;
    }
  }

  /** The length of all gradients taken as one vector. */
  public double norm() {
    return Math.sqrt(
        ParameterChunks.run(
            buffers,
            (i, from, length, scratch) -> {
              buffers.get(i).get(from, scratch.a, 0, length);
              // Four sums at once: one would wait for each addition.
              double s0 = 0;
              double s1 = 0;
              double s2 = 0;
              double s3 = 0;
              float[] g = scratch.a;
              int k = 0;
              for (; k + 3 < length; k += 4) {
                s0 += (double) g[k] * g[k];
                s1 += (double) g[k + 1] * g[k + 1];
                s2 += (double) g[k + 2] * g[k + 2];
                s3 += (double) g[k + 3] * g[k + 3];
              }
              for (; k < length; k++) {
                s0 += (double) g[k] * g[k];
              }
              return (s0 + s1) + (s2 + s3);
            }));
  }

  /** What to divide gradients of this norm by so that their norm is at most {@code clip}. */
  public static double divisor(double norm, double clip) {
    return Math.max(1, norm / clip);
  }

  /** Sets them all to zero, to add up the next ones. */
  public void zero() {
    ParameterChunks.run(
        buffers,
        (i, from, length, scratch) -> {
          java.util.Arrays.fill(scratch.a, 0, length, 0f);
          buffers.get(i).put(from, scratch.a, 0, length);
          return 0;
        });
  }

  /** Sets the gradients of parameters to zero. */
  public static void zero(Collection<NDArray> parameters) {
    try (Gradients gradients = new Gradients(parameters)) {
      gradients.zero();
    }
  }

  /** Positions, among the parameters, of those that have a gradient. */
  List<Integer> indices() {
    return indices;
  }

  /** The gradients' memory, in the order of {@link #indices()}. */
  List<FloatBuffer> buffers() {
    return buffers;
  }

  @Override
  public void close() {
    handles.forEach(NDArray::close);
  }
}
