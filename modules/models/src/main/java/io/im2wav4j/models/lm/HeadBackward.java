package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;

/**
 * Loss and backward pass of the logits, a piece of the rows at a time: logits of a piece, their
 * logarithmic softmax and its gradient, softmax minus the chosen code, stay in the cache, where
 * those of a whole batch are the largest arrays of a step.
 */
final class HeadBackward {
  /** Logits held at a time. */
  private static final long LOGITS = 1 << 20;

  private static final double NATS_IN_A_BIT = Math.log(2);

  private HeadBackward() {}

  /**
   * Adds to the gradients of the embeddings and of all that {@code x} was made of.
   *
   * @param x what the logits are made of [N, T, width]
   * @param codes to predict [N, T], INT64
   * @return the loss in bits per code
   */
  static double run(Transformer transformer, NDArray x, NDArray codes) {
    long width = x.getShape().get(2);
    int size = Math.toIntExact(transformer.embeddings().getShape().get(0));
    int count = Math.toIntExact(codes.getShape().size());
    int step = Math.toIntExact(Math.max(1, LOGITS / size));
    double nats = 0;
    NDArray rows = x.stopGradient().reshape(count, width);
    NDArray chosen = codes.reshape(count, 1);
    try (NDManager kept = codes.getManager().newSubManager()) {
      NDList parts = new NDList();
      for (int from = 0; from < count; from += step) {
        int to = Math.min(count, from + step);
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          NDArray some = rows.get(new NDIndex("{}:{}", from, to)).stopGradient();
          some.setRequiresGradient(true);
          NDArray logits = transformer.product(some);
          NDArray logs = logits.stopGradient().logSoftmax(1);
          NDArray own = chosen.get(new NDIndex("{}:{}", from, to));
          for (float log : logs.gather(own, 1).toFloatArray()) {
            nats -= log;
          }
          NDArray softmax = logs.exp();
          NDArray gradient = softmax.scatter(own, softmax.gather(own, 1).sub(1), 1);
          // In place, and no gradient flows through it: a plain factor does no harm.
          LanguageModel.backward(logits, gradient.muli(1 / (count * NATS_IN_A_BIT)));
          NDArray part = some.getGradient();
          NDScope.unregister(part);
          part.attach(kept);
          parts.add(part);
        }
      }
      LanguageModel.backward(x, NDArrays.concat(parts, 0).reshape(x.getShape()));
    }
    return nats / count / NATS_IN_A_BIT;
  }
}
