package io.im2wav4j.nn.optim;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Module;
import java.util.Map;

/** A model of loose parameters and buffers. */
final class ArrayTree extends Module {
  ArrayTree(Map<String, NDArray> parameters, Map<String, NDArray> buffers) {
    parameters.forEach(this::parameter);
    buffers.forEach(this::buffer);
    requireGradient(true);
  }
}
