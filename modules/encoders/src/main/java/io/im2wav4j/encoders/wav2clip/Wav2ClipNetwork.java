package io.im2wav4j.encoders.wav2clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.im2wav4j.encoders.layer.BatchNorm2d;
import io.im2wav4j.encoders.layer.Conv2d;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/** A ResNet-18 over the spectrogram (11 million parameters) and a transform of two layers. */
public final class Wav2ClipNetwork extends Module {
  /** Length of an embedding. */
  static final int WIDTH = 512;

  private static final int[] CHANNELS = {64, 128, 256, 512};

  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final List<List<BasicBlock>> layers = new ArrayList<>();
  private final Linear transform1;
  private final Linear transform2;

  /** A network of the published size with values to be loaded over. */
  public Wav2ClipNetwork(ParameterFactory make) {
    this.conv1 = child("encoder.conv1", new Conv2d(make, 1, CHANNELS[0], 7, 2, 3, false));
    this.bn1 = child("encoder.bn1", new BatchNorm2d(make, CHANNELS[0]));
    int in = CHANNELS[0];
    for (int l = 0; l < CHANNELS.length; l++) {
      List<BasicBlock> blocks = new ArrayList<>();
      for (int b = 0; b < 2; b++) {
        int stride = l > 0 && b == 0 ? 2 : 1;
        String name = "encoder.layer" + (l + 1) + "." + b;
        blocks.add(child(name, new BasicBlock(make, in, CHANNELS[l], stride)));
        in = CHANNELS[l];
      }
      layers.add(blocks);
    }
    this.transform1 = child("transform.sequential.0", new Linear(make, WIDTH, WIDTH));
    this.transform2 = child("transform.sequential.3", new Linear(make, WIDTH, WIDTH));
  }

  /** The outputs of conv1 (before its normalisation), the pooling, layer1 to layer4. */
  List<NDArray> stages(NDArray spectrograms) {
    List<NDArray> out = new ArrayList<>();
    NDArray x = conv1.forward(spectrograms);
    out.add(x);
    x = Activation.relu(bn1.forward(x));
    x = x.getNDArrayInternal().maxPool(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    out.add(x);
    for (List<BasicBlock> blocks : layers) {
      for (BasicBlock block : blocks) {
        x = block.forward(x);
      }
      out.add(x);
    }
    return out;
  }

  /** Normalised spectrograms [N, 1, 257, frames] become the encoder's vectors [N, 512]. */
  NDArray encoding(NDArray spectrograms) {
    List<NDArray> stages = stages(spectrograms);
    NDArray last = stages.get(stages.size() - 1);
    return last.flatten(2, 3).mean(new int[] {2});
  }

  /** The encoder's vectors become embeddings [N, 512] in CLIP's space, not of unit length. */
  NDArray transform(NDArray encoding) {
    return transform2.forward(Activation.relu(transform1.forward(encoding)));
  }
}
