package io.im2wav4j.nn.layer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Constant factors that outlive the backward pass.
 *
 * <p>DJL's {@code x.mul(2f)}, {@code div}, {@code minimum}, {@code maximum} and {@code pow} with a
 * number wrap it in an array over Java memory that is released at once, while PyTorch keeps a
 * pointer to it for the gradient: a garbage collection between the forward and the backward pass
 * then turns gradients into noise or NaN, once in a hundred steps or so. Wherever a gradient flows,
 * use these instead ({@code add} and {@code sub} are harmless). Each distinct value is kept for
 * good, so values must come from configurations and shapes, not from data.
 */
public final class ScalarConstants {
  private record Key(float value, Device device) {}

  private static final NDManager OWNER = NDManager.newBaseManager();
  private static final Map<Key, NDArray> KEPT = new ConcurrentHashMap<>();

  private ScalarConstants() {}

  /** x times a constant. */
  public static NDArray mul(NDArray x, double factor) {
    return x.mul(of((float) factor, x.getDevice()));
  }

  /** x over a constant. */
  public static NDArray div(NDArray x, double divisor) {
    return x.div(of((float) divisor, x.getDevice()));
  }

  /** The larger of x and a constant, elementwise; the gradient passes where x is the larger. */
  public static NDArray atLeast(NDArray x, double floor) {
    return x.maximum(of((float) floor, x.getDevice()));
  }

  private static NDArray of(float value, Device device) {
    return KEPT.computeIfAbsent(
        new Key(value, device),
        key -> {
          NDArray array = OWNER.create(value).toDevice(device, false);
          // The innermost scope of the first caller must not close what later callers share.
          NDScope.unregister(array);
          return array;
        });
  }
}
