package io.im2wav4j.core.weights;

import io.im2wav4j.core.archive.TensorFile;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether a file can be what its name says, looked at before it comes under that name. Nothing in
 * it is run. Of many files no hash is published, and a hash alone would let a file that wants to
 * run something, or half a file, lie there until it is used.
 */
final class WeightFormat {
  private WeightFormat() {}

  /**
   * Checks a file by the ending of {@code name}: tensors are listed, an ONNX graph is measured.
   * Other kinds are texts, which their readers check.
   *
   * @param name the published one
   * @throws io.im2wav4j.core.error.UserError if it is broken, or wants to run something
   */
  static void check(String name, Path file) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".onnx")) {
      OnnxOutline.check(file);
    } else if (lower.matches(".*\\.(pt|pth|tar|safetensors)")) {
      TensorFile.open(file).close();
    }
  }
}
