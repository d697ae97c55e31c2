package io.im2wav4j.nn.layer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.nn.script.ScriptFunction;
import org.slf4j.LoggerFactory;

/**
 * Convolution over time. {@code weight} [out, in, kernel], {@code bias} [out].
 *
 * <p>[N, in, T] becomes [N, out, (T + 2 padding - dilation (kernel - 1) - 1) / stride + 1]. Without
 * gradients the result has the same bits with any number of threads.
 */
public final class Conv1d extends Module {
  private static final Shape ONE = new Shape(1);

  private final NDArray weight;
  private final NDArray bias;
  private final Shape stride;
  private final Shape padding;
  private final Shape dilation;

  /** A convolution with PyTorch's default initial values. */
  public Conv1d(
      ParameterFactory make, int in, int out, int kernel, int stride, int padding, int dilation) {
    this.weight = parameter("weight", make.fanIn((long) in * kernel, out, in, kernel));
    this.bias = parameter("bias", make.fanIn((long) in * kernel, out));
    this.stride = new Shape(stride);
    this.padding = new Shape(padding);
    this.dilation = new Shape(dilation);
  }

  /** oneDNN's convolution of kernel 1; null where the engine was built without it. */
  private static final class ByOneDnn {
    static final ScriptFunction POINTWISE;

    static {
      ScriptFunction found = null;
      try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
        found =
            ScriptFunction.of(
                "x, w, b",
                "return torch.squeeze(torch.mkldnn_convolution(torch.unsqueeze(x, 2),"
                    + " torch.unsqueeze(w, 2), b, [0, 0], [1, 1], [1, 1], 1), 2)");
        NDArray one = manager.ones(new Shape(1, 1, 1));
        found.apply(one, one, manager.ones(ONE));
      } catch (EngineException | IllegalStateException e) {
        LoggerFactory.getLogger(Conv1d.class).debug("no convolution by oneDNN", e);
        found = null;
      }
      POINTWISE = found;
    }
  }

  /** Applies the layer. */
  public NDArray forward(NDArray x) {
    return leftToOneThread(x) && ByOneDnn.POINTWISE != null
        ? ByOneDnn.POINTWISE.apply(x, weight, bias)
        : Convolutions.overTime(x, weight, bias, stride, padding, dilation);
  }

  /**
   * Whether this is what PyTorch computes by oneDNN on two threads and more, but in another way,
   * whose last bits differ, on one ({@code ConvParams::use_mkldnn}).
   */
  private boolean leftToOneThread(NDArray x) {
    Shape shape = x.getShape();
    return weight.getShape().get(2) == 1
        && stride.equals(ONE)
        && shape.get(0) < 16
        && (shape.get(0) > 1 || shape.size() > 20_480)
        && !x.getDevice().isGpu()
        && JniUtils.getNumThreads() == 1
        && OneDnn.isTrusted()
        && !JniUtils.isGradMode();
  }

  /** The kernels [out, in, kernel], for those that initialise otherwise. */
  public NDArray weight() {
    return weight;
  }

  /** The offsets [out]. */
  public NDArray bias() {
    return bias;
  }
}
