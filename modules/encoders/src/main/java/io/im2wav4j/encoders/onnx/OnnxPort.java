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

  /** Items of a batch; -1 where the graph takes any number. */
  long batch() {
    return shape.get(0);
  }

  /** Whether a graph's port can stand for this one: its open sizes may turn out to be ours. */
  boolean fits(OnnxPort found) {
    return itemFits(found) && found.batch() < 1;
  }

  /** The same where a graph may take one item at a time. */
  boolean itemFits(OnnxPort found) {
    if (!found.float32 || found.shape.dimension() != shape.dimension() || found.batch() > 1) {
      return false;
    }
    for (int i = 1; i < shape.dimension(); i++) {
      if (found.shape.get(i) > 0 && found.shape.get(i) != shape.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an item is a vector of known width: [N, width] or, pooled, [N, width, 1, 1]. */
  boolean isVector() {
    int axes = shape.dimension();
    return float32
        && (axes == 2 || axes == 4 && shape.get(2) == 1 && shape.get(3) == 1)
        && shape.get(1) > 0
        && batch() <= 1;
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
