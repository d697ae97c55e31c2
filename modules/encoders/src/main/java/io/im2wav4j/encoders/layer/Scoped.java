package io.im2wav4j.encoders.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Frees a part's intermediate results as soon as the part is done: a deep network fits memory. */
public final class Scoped {
  private Scoped() {}

  /** Runs {@code part}; of what it makes only its result lives on, in the caller's scope. */
  public static NDArray run(Supplier<NDArray> part) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = part.get();
      NDScope.unregister(result);
    }
    NDScope.register(result);
    return result;
  }
}
