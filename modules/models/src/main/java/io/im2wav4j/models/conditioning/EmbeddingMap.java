package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * From image embeddings to the model's width: linear, ReLU, dropout, linear, which have the places
 * 0 to 3 of {@code sequential}.
 */
final class EmbeddingMap extends Module {
  private final Linear hidden;
  private final Linear out;

  EmbeddingMap(ParameterFactory make, int in, int width) {
    this.hidden = child("sequential.0", new Linear(make, in, in));
    this.out = child("sequential.3", new Linear(make, in, width));
  }

  /** [M, in] becomes [M, width]; {@code dropout} holds factors [M, in] or is null. */
  NDArray forward(NDArray embeddings, NDArray dropout) {
    NDArray h = Activation.relu(hidden.forward(embeddings));
    return out.forward(dropout == null ? h : h.mul(dropout));
  }
}
