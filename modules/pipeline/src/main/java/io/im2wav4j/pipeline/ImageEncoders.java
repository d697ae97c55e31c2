package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.clip.ClipImageEncoder;
import io.im2wav4j.encoders.mobilenet.MobileNetV2Encoder;
import io.im2wav4j.encoders.onnx.OnnxNetwork;
import io.im2wav4j.encoders.small.SmallModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens whichever image encoder a path names. */
public final class ImageEncoders {
  private ImageEncoders() {}

  /**
   * Where the encoder is that a user names: a path, or the name of weights that are in the store.
   */
  public static Path find(Path named, WeightStore store) {
    return !Files.exists(named) && store.catalog().has(named.toString())
        ? store.require(named.toString())
        : named;
  }

  /**
   * The run of {@code im2wav train encoder}, a file of CLIP's weights (safetensors or OpenAI's
   * archive), or MobileNetV2's ONNX file.
   */
  public static ImageEncoder open(Path path) {
    if (Files.isDirectory(path)) {
      return SmallModelFiles.imageEncoder(path);
    }
    if (Files.isRegularFile(path)) {
      if (path.toString().endsWith(".onnx") || OnnxNetwork.isOnnx(path)) {
        return MobileNetV2Encoder.open(path);
      }
      return ClipImageEncoder.open(path);
    }
    throw new UserError(
        path.toString(),
        "nothing there",
        "the run of 'im2wav train encoder', a file with CLIP's or MobileNetV2's weights, or the name of such weights as"
            + " 'im2wav weights list' shows",
        "Check --encoder");
  }
}
