package io.im2wav4j.encoders.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A named input or output of a graph.
 *
 * @param name as the graph has it
 * @param shape sizes; -1 where the graph takes any
 * @param float32 whether its elements are 32-bit floats
 */
public record OnnxPort(String name, Shape shape, boolean float32) {

  /** A port of 32-bit floats whose first dimension is the batch: [N, sizes...]. */
  public static OnnxPort batched(String name, long... sizes) {
    return new OnnxPort(name, new Shape(-1).addAll(new Shape(sizes)), true);
  }

  /** Values of one item of the batch. */
  int itemSize() {
    return Math.toIntExact(shape.slice(1).size());
  }

  /** Whether a graph's port can stand for this one: its open sizes may turn out to be ours. */
  boolean fits(OnnxPort found) {
    if (!found.float32 || found.shape.dimension() != shape.dimension() || found.shape.get(0) > 0) {
      return false;
    }
    for (int i = 1; i < shape.dimension(); i++) {
      if (found.shape.get(i) > 0 && found.shape.get(i) != shape.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String sizes =
        Arrays.stream(shape.getShape())
            .mapToObj(size -> size < 0 ? "N" : String.valueOf(size))
            .collect(Collectors.joining(", ", "[", "]"));
    return name + " " + sizes + (float32 ? "" : " (not float32)");
  }
}
