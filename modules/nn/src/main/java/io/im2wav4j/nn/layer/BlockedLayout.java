package io.im2wav4j.nn.layer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.nn.script.ScriptFunction;
import org.slf4j.LoggerFactory;

/**
 * Arrays in oneDNN's own layout, for chains of convolutions that are trained. Each convolution
 * turns its input, and its gradient twice, into that layout and back; a chain that stays in it
 * leaves these copies out, with the same bits as a result.
 *
 * <p>Only convolutions, {@code relu} and {@code add} know such arrays: their values cannot be read,
 * sliced or reshaped before {@link #leave}.
 */
public final class BlockedLayout {
  /** How DJL numbers the layout. */
  private static final int BLOCKED = 2;

  private BlockedLayout() {}

  /** The two ways; null where the engine was built without oneDNN, or it is not trusted. */
  private static final class Functions {
    static final ScriptFunction ENTER;
    static final ScriptFunction LEAVE;

    static {
      ScriptFunction enter = null;
      ScriptFunction leave = null;
      try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
        if (!OneDnn.isTrusted()) {
          throw new IllegalStateException("oneDNN is switched off");
        }
        enter = ScriptFunction.of("x", "return torch.to_mkldnn(x)");
        leave = ScriptFunction.of("x", "return torch.to_dense(x)");
        leave.apply(enter.apply(manager.ones(new Shape(1, 1, 1))));
      } catch (EngineException | IllegalStateException e) {
        LoggerFactory.getLogger(BlockedLayout.class).debug("arrays stay in the plain layout", e);
        enter = null;
        leave = null;
      }
      ENTER = enter;
      LEAVE = leave;
    }
  }

  /** The array for a chain of convolutions: in oneDNN's layout where gradients are recorded. */
  public static NDArray enter(NDArray x) {
    return JniUtils.isGradMode() && !x.getDevice().isGpu() && Functions.ENTER != null
        ? Functions.ENTER.apply(x)
        : x;
  }

  /** The array after a chain that began with {@link #enter}, in the plain layout. */
  public static NDArray leave(NDArray x) {
    return isBlocked(x) ? Functions.LEAVE.apply(x) : x;
  }

  /** Whether an array is in oneDNN's layout. */
  public static boolean isBlocked(NDArray x) {
    return JniUtils.getLayout((PtNDArray) x) == BLOCKED;
  }
}
