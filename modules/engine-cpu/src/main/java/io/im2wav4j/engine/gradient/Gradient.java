package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.engine.cpu.Matrix;

/** The gradient of a parameter, to add to. */
final class Gradient {
  private Gradient() {}

  /** Its memory, zeros where there was no gradient yet; valid to the end of the NDScope. */
  static Matrix of(NDArray parameter) {
    return Matrix.of(array(parameter));
  }

  /** As {@link #of(NDArray)}, in rows of another width. */
  static Matrix of(NDArray parameter, int width) {
    return Matrix.of(array(parameter), width);
  }

  private static NDArray array(NDArray parameter) {
    NDArray gradient = held(parameter);
    if (gradient == null) {
      NDArray zeros = parameter.getManager().zeros(parameter.getShape());
      JniUtils.backward((PtNDArray) parameter, (PtNDArray) zeros, false, false);
      gradient = held(parameter);
    }
    return gradient;
  }

  private static NDArray held(NDArray parameter) {
    // NDArray.getGradient would make zeros that the engine does not know.
    return parameter.hasGradient() ? JniUtils.getGradient((PtNDArray) parameter) : null;
  }

  /** gradient += the sums of all threads. */
  static void add(Matrix gradient, float[][] sums) {
    for (int i = 0; i < gradient.width(); i++) {
      float sum = 0;
      for (float[] some : sums) {
        sum += some[i];
      }
      gradient.add(i, sum);
    }
  }
}
