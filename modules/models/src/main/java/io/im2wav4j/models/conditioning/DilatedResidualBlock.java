package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.layer.Activations;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * x + conv1(relu(conv3(relu(x)))), the first convolution dilated. The convolutions have the places
 * 1 and 3 of {@code model}.
 */
public final class DilatedResidualBlock extends Module {
  private final Conv1d dilated;
  private final Conv1d pointwise;
  private final int dilation;

  DilatedResidualBlock(ParameterFactory make, int width, int dilation) {
    this.dilation = dilation;
    this.dilated = child("model.1", new Conv1d(make, width, width, 3, 1, dilation, dilation));
    this.pointwise = child("model.3", new Conv1d(make, width, width, 1, 1, 0, 1));
  }

  /** [N, width, T] keeps its shape. */
  NDArray forward(NDArray x) {
    NDArray inner = Activations.reluInPlace(dilated.forward(Activation.relu(x)));
    return pointwise.forward(inner).addi(x);
  }

  /** The dilated convolution, kernel 3. */
  public Conv1d dilated() {
    return dilated;
  }

  /** Its distance between taps. */
  public int dilation() {
    return dilation;
  }

  /** The convolution after it, kernel 1. */
  public Conv1d pointwise() {
    return pointwise;
  }
}
