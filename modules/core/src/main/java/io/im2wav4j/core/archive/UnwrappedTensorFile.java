package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.core.tensor.WrappedNames;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** A file whose names were wrapped, seen without that. */
record UnwrappedTensorFile(TensorFile file, Map<String, String> original) implements TensorFile {
  static TensorFile of(TensorFile file) {
    Map<String, String> original = WrappedNames.unwrapped(file.names());
    return original.keySet().equals(file.names()) ? file : new UnwrappedTensorFile(file, original);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(original.keySet());
  }

  @Override
  public long[] shape(String name) {
    return file.shape(original.getOrDefault(name, name));
  }

  @Override
  public Tensor get(String name) {
    return file.get(original.getOrDefault(name, name));
  }

  @Override
  public void close() {
    file.close();
  }
}
