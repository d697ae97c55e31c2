package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.nn.layer.Activations;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * x + conv1(relu(conv3(relu(x)))), the inner convolution dilated; [N, width, T] keeps its shape.
 */
final class ResidualBlock extends Module {
  private final Conv1d dilated;
  private final Conv1d pointwise;

  ResidualBlock(ParameterFactory make, int width, int dilation) {
    dilated = child("model.1", new Conv1d(make, width, width, 3, 1, dilation, dilation));
    pointwise = child("model.3", new Conv1d(make, width, width, 1, 1, 0, 1));
  }

  NDArray forward(NDArray x) {
    return JniUtils.isGradMode() ? differentiable(x) : lean(x);
  }

  /** Without gradients what has been used is freed at once: the next array takes its place. */
  private NDArray lean(NDArray x) {
    try (NDArray open = Activation.relu(x);
        NDArray inner = dilated.forward(open);
        NDArray openInner = Activation.relu(inner)) {
      return pointwise.forward(openInner).addi(x);
    }
  }

  private NDArray differentiable(NDArray x) {
    NDArray inner = dilated.forward(Activation.relu(x));
    return pointwise.forward(Activations.reluInPlace(inner)).addi(x);
  }
}
