package io.im2wav4j.encoders.vggish;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The post-processing of AudioSet's released features: principal components, cut to [-2, 2], as
 * integers from 0 to 255. The usual FAD does without.
 */
final class VggishPostProcessor {
  /** Before the components' names in a state dict of the whole reference module. */
  static final String PREFIX = "pproc.";

  private static final double LIMIT = 2;
  private static final String VECTORS = "pca_eigen_vectors";
  private static final String MEANS = "pca_means";

  private final float[] vectors;
  private final float[] means;

  /**
   * @param vectors [width, width]
   * @param means [width] or [width, 1]
   */
  VggishPostProcessor(String source, Tensor vectors, Tensor means) {
    long width = means.size();
    if (!Arrays.equals(vectors.shape(), new long[] {width, width})) {
      throw new UserError(
          source,
          "components of shape " + Arrays.toString(vectors.shape()) + " and " + width + " means",
          "a square of the means' number",
          "Give torchvggish's vggish_pca_params-970ea276.pth");
    }
    this.vectors = vectors.toFloats();
    this.means = means.toFloats();
  }

  /**
   * Reads torchvggish's file of components, or a state dict of the whole reference module.
   *
   * @param width length of an embedding
   */
  static VggishPostProcessor open(Path file, int width) {
    try (TensorFile tensors = TensorFile.open(file)) {
      String prefix = tensors.names().contains(PREFIX + VECTORS) ? PREFIX : "";
      for (String name : new String[] {prefix + VECTORS, prefix + MEANS}) {
        if (!tensors.names().contains(name)) {
          throw new UserError(
              file.toString(),
              "has no tensor " + name,
              "VGGish's principal components",
              "Give torchvggish's vggish_pca_params-970ea276.pth");
        }
      }
      Tensor means = tensors.get(prefix + MEANS);
      if (means.size() != width) {
        throw new UserError(
            file.toString(),
            means.size() + " principal components",
            width + ", as the network's embeddings have",
            "Give the components that belong to the network's weights");
      }
      return new VggishPostProcessor(file.toString(), tensors.get(prefix + VECTORS), means);
    }
  }

  /** One embedding, [width]. */
  float[] apply(float[] embedding) {
    int width = means.length;
    float[] out = new float[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += (double) vectors[i * width + j] * ((double) embedding[j] - means[j]);
      }
      double cut = Math.max(-LIMIT, Math.min(LIMIT, sum));
      out[i] = (float) Math.rint((cut + LIMIT) * (255 / (2 * LIMIT)));
    }
    return out;
  }
}
