package io.im2wav4j.encoders.clip;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.Golden;
import java.util.Set;
import java.util.stream.Collectors;

/** A golden's model as if it were a file of weights. */
record GoldenFile(Golden golden, String prefix) implements TensorFile {
  @Override
  public Set<String> names() {
    return golden.tensors().keySet().stream()
        .filter(n -> n.startsWith(prefix))
        .map(n -> n.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  @Override
  public long[] shape(String name) {
    return golden.tensor(prefix + name).shape();
  }

  @Override
  public Tensor get(String name) {
    return golden.tensor(prefix + name);
  }

  @Override
  public void close() {}
}
