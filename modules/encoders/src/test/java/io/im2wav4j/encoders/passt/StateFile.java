package io.im2wav4j.encoders.passt;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.weights.Weights;
import java.util.Map;
import java.util.Set;

/** A network's own values as if read from a file. */
record StateFile(Map<String, NDArray> state) implements TensorFile {
  @Override
  public Set<String> names() {
    return state.keySet();
  }

  @Override
  public long[] shape(String name) {
    return state.get(name).getShape().getShape();
  }

  @Override
  public Tensor get(String name) {
    return Weights.tensor(state.get(name));
  }

  @Override
  public void close() {}
}
