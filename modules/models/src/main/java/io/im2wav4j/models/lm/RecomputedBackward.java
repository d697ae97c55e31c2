package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.conditioning.Conditions;
import java.util.List;

/**
 * Backward pass that keeps only the inputs of the layers: forward without gradients, then from the
 * last layer to the first run the layer again and push the gradient through it alone.
 */
final class RecomputedBackward {
  private final Transformer transformer;

  RecomputedBackward(Transformer transformer) {
    this.transformer = transformer;
  }

  /** Adds to the gradients; the loss in bits per code. Call with gradients on and in a scope. */
  double run(Conditions conditions, NDArray codes) {
    List<TransformerBlock> layers = transformer.layers();
    NDArray embedded = transformer.embed(codes, conditions);
    NDArray perCode = conditions.perCode().stopGradient();
    perCode.setRequiresGradient(true);
    try (NDManager kept = codes.getManager().newSubManager()) {
      NDArray[] inputs = new NDArray[layers.size() + 1];
      inputs[0] = embedded.stopGradient();
      JniUtils.setGradMode(false);
      try {
        for (int i = 0; i < layers.size(); i++) {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            inputs[i + 1] = keep(layers.get(i).forward(inputs[i]), kept);
          }
        }
      } finally {
        JniUtils.setGradMode(true);
      }

      NDArray last = inputs[layers.size()];
      last.setRequiresGradient(true);
      final double bits = HeadBackward.run(transformer, last.add(perCode), codes);
      NDArray gradient = last.getGradient();
      for (int i = layers.size() - 1; i >= 0; i--) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          inputs[i].setRequiresGradient(true);
          LanguageModel.backward(layers.get(i).forward(inputs[i]), gradient);
          gradient = keep(inputs[i].getGradient(), kept);
        }
        inputs[i + 1].close();
      }
      // Embeddings and conditions share a graph, so they go back together.
      NDArray rest =
          embedded.mul(gradient).sum().add(conditions.perCode().mul(perCode.getGradient()).sum());
      LanguageModel.backward(rest, rest.onesLike());
      return bits;
    }
  }

  private static NDArray keep(NDArray array, NDManager manager) {
    NDScope.unregister(array);
    array.attach(manager);
    return array;
  }
}
