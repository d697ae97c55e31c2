package io.im2wav4j.nn.layer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.script.ScriptFunction;
import org.slf4j.LoggerFactory;

/**
 * x W^T + b for many rows, forward and backward by oneDNN instead of the engine's own matrix
 * products where that is faster. These come from MKL, which was seen to take nearly twice as long
 * on an AMD processor that computes 512 bits at once (Zen 5). On Zen 4, which halves its vectors,
 * the two were equal and the copies into oneDNN's layout and back were lost; on Intel's Emerald
 * Rapids oneDNN took one and a half times as long; others have not been measured and keep the
 * engine's own. For a few rows the copies cost more than they save everywhere.
 */
public final class OneDnnLinear {
  /** From this many rows on oneDNN is asked. */
  private static final long ROWS = 256;

  private static final String BODY =
      "return torch.to_dense(torch.mkldnn_linear(torch.to_mkldnn(x), w, %s))";

  private static final boolean FASTER =
      Processor.hasWideVectorsThatMklLeaves() && OneDnn.isTrusted();

  private OneDnnLinear() {}

  /** The two functions; null where the engine was built without oneDNN. */
  private static final class Functions {
    static final ScriptFunction WITH_BIAS;
    static final ScriptFunction WITHOUT;

    static {
      ScriptFunction with = null;
      ScriptFunction without = null;
      try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
        with = ScriptFunction.of("x, w, b", BODY.formatted("b"));
        without = ScriptFunction.of("x, w", BODY.formatted("None"));
        NDArray one = manager.ones(new Shape(1, 1));
        without.apply(one, one);
      } catch (EngineException | IllegalStateException e) {
        LoggerFactory.getLogger(OneDnnLinear.class)
            .debug("matrix products stay with the engine's own library", e);
        with = null;
        without = null;
      }
      WITH_BIAS = with;
      WITHOUT = without;
    }
  }

  /**
   * @param x [..., in]
   * @param weight [out, in]
   * @param bias [out], or null
   * @return [..., out]
   */
  public static NDArray of(NDArray x, NDArray weight, NDArray bias) {
    long rows = x.getShape().size() / weight.getShape().get(1);
    if (!FASTER || rows < ROWS || x.getDevice().isGpu() || Functions.WITHOUT == null) {
      return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }
    return byOneDnn(x, weight, bias);
  }

  /** As {@link #of}, by oneDNN; the engine must have been built with it. */
  static NDArray byOneDnn(NDArray x, NDArray weight, NDArray bias) {
    return bias == null
        ? Functions.WITHOUT.apply(x, weight)
        : Functions.WITH_BIAS.apply(x, weight, bias);
  }
}
