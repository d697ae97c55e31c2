package io.im2wav4j.encoders.vggish;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of VGGish.
 *
 * @param channels of its six convolutions
 * @param linear outputs of its three linear layers
 */
public record VggishConfig(List<Integer> channels, List<Integer> linear) {
  /** The convolutions' numbers in the state dict; the gaps are activations and poolings. */
  static final List<Integer> CONVOLUTIONS = List.of(0, 3, 6, 8, 11, 13);

  /** The linear layers' numbers. */
  static final List<Integer> LINEAR = List.of(0, 2, 4);

  /** Length of an embedding. */
  int width() {
    return linear.get(linear.size() - 1);
  }

  /** As published: 72.1 million parameters. */
  public static VggishConfig published() {
    return new VggishConfig(List.of(64, 128, 256, 256, 512, 512), List.of(4096, 4096, 128));
  }

  /** The sizes that a file's tensors have. */
  static VggishConfig of(String source, TensorFile tensors) {
    List<Integer> channels = new ArrayList<>();
    CONVOLUTIONS.forEach(n -> channels.add(outputs(source, tensors, "features." + n + ".weight")));
    List<Integer> linear = new ArrayList<>();
    LINEAR.forEach(n -> linear.add(outputs(source, tensors, "embeddings." + n + ".weight")));
    return new VggishConfig(channels, linear);
  }

  private static int outputs(String source, TensorFile tensors, String name) {
    if (!tensors.names().contains(name)) {
      throw new UserError(
          source,
          "has no tensor " + name,
          "the state dict of VGGish",
          "Give torchvggish's vggish-10086976.pth, or the same tensors as safetensors");
    }
    return Math.toIntExact(tensors.shape(name)[0]);
  }
}
