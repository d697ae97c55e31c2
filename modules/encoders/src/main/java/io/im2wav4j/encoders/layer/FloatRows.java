package io.im2wav4j.encoders.layer;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** Copies results out of the engine. */
public final class FloatRows {
  private FloatRows() {}

  /** The rows of [N, width] go to {@code out[from]} and on. */
  public static void copy(NDArray rows, float[][] out, int from) {
    float[] all = rows.toFloatArray();
    int width = Math.toIntExact(rows.getShape().get(1));
    for (int i = 0; i < all.length / width; i++) {
      out[from + i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
    }
  }
}
