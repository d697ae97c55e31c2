package io.im2wav4j.encoders.passt;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.tensor.Tensor;
import java.util.Set;
import java.util.stream.Collectors;

/** A file whose names all have a prefix, seen without it; other names stay as they are. */
record PrefixedTensorFile(TensorFile file, String prefix) implements TensorFile {
  @Override
  public Set<String> names() {
    return file.names().stream()
        .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
        .collect(Collectors.toSet());
  }

  @Override
  public long[] shape(String name) {
    return file.shape(original(name));
  }

  @Override
  public Tensor get(String name) {
    return file.get(original(name));
  }

  private String original(String name) {
    return file.names().contains(prefix + name) ? prefix + name : name;
  }

  @Override
  public void close() {
    file.close();
  }
}
