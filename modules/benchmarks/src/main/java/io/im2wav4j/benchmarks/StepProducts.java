package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.TransformerBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The products with weights that a training step of a language model is made of: x W forward, g W^T
 * and x^T g backward for every matrix of its layers and for the head, by the engine's own library
 * into new arrays, and nothing else.
 */
final class StepProducts implements AutoCloseable {
  private final NDManager manager;
  private final long rows;
  private final List<NDArray> weights = new ArrayList<>();
  private final Map<Long, NDArray> values = new HashMap<>();

  /**
   * Room for a step.
   *
   * @param rows codes of a batch
   */
  StepProducts(LanguageModel model, long rows) {
    this.manager = NDManager.newBaseManager();
    this.rows = rows;
    for (TransformerBlock layer : model.transformer().layers()) {
      for (NDArray parameter : layer.parameters().values()) {
        if (parameter.getShape().dimension() == 2) {
          add(parameter.getShape());
        }
      }
    }
    add(model.transformer().embeddings().getShape());
  }

  private void add(Shape shape) {
    weights.add(manager.randomNormal(shape));
    for (long width : shape.getShape()) {
      values.computeIfAbsent(width, w -> manager.randomNormal(new Shape(rows, w)));
    }
  }

  void run() {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      for (NDArray weight : weights) {
        NDArray x = values.get(weight.getShape().get(0));
        NDArray g = values.get(weight.getShape().get(1));
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          x.matMul(weight);
          g.matMul(weight.transpose());
          x.transpose().matMul(g);
        }
      }
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
