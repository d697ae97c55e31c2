package io.im2wav4j.encoders.wav2clip;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.encoders.layer.BatchNorm2d;
import io.im2wav4j.encoders.layer.Conv2d;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** ResNet's basic block: two convolutions of 3 x 3 and a shortcut, which halves where they do. */
final class BasicBlock extends Module {
  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final Conv2d conv2;
  private final BatchNorm2d bn2;
  private final Conv2d shortcut;
  private final BatchNorm2d shortcutNorm;

  BasicBlock(ParameterFactory make, int in, int out, int stride) {
    this.conv1 = child("conv1", new Conv2d(make, in, out, 3, stride, 1, false));
    this.bn1 = child("bn1", new BatchNorm2d(make, out));
    this.conv2 = child("conv2", new Conv2d(make, out, out, 3, 1, 1, false));
    this.bn2 = child("bn2", new BatchNorm2d(make, out));
    boolean same = in == out && stride == 1;
    this.shortcut =
        same ? null : child("downsample.0", new Conv2d(make, in, out, 1, stride, 0, false));
    this.shortcutNorm = same ? null : child("downsample.1", new BatchNorm2d(make, out));
  }

  /** [N, in, H, W] becomes [N, out, H / stride, W / stride]. */
  NDArray forward(NDArray x) {
    NDArray y = Activation.relu(bn1.forward(conv1.forward(x)));
    NDArray straight = shortcut == null ? x : shortcutNorm.forward(shortcut.forward(x));
    return Activation.relu(bn2.forward(conv2.forward(y)).add(straight));
  }
}
