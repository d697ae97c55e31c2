package io.im2wav4j.encoders.clip;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;

/**
 * Sizes of the text half of CLIP.
 *
 * @param embeddingWidth length of an embedding
 * @param context ids of a text
 * @param vocabulary how many tokens there are
 * @param width of the transformer
 * @param layers of the transformer
 */
public record ClipTextConfig(
    int embeddingWidth, int context, int vocabulary, int width, int layers) {
  private static final int HEAD_WIDTH = 64;

  /** Checks the sizes. */
  public ClipTextConfig {
    if (embeddingWidth < 1 || context < 2 || vocabulary < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "embeddingWidth, context, vocabulary and layers are "
              + embeddingWidth
              + ", "
              + context
              + ", "
              + vocabulary
              + " and "
              + layers
              + "; must be at least 1, the context 2");
    }
    if (width < HEAD_WIDTH || width % HEAD_WIDTH != 0) {
      throw new IllegalArgumentException(
          "width is " + width + "; must be a multiple of " + HEAD_WIDTH);
    }
  }

  /** That of ViT-B/32: 63.4 million parameters. */
  public static ClipTextConfig vitB32() {
    return new ClipTextConfig(512, 77, 49_408, 512, 12);
  }

  /** Attention heads, each 64 wide. */
  public int heads() {
    return width / HEAD_WIDTH;
  }

  /** The sizes that a file's tensors have. */
  static ClipTextConfig of(String source, TensorFile tensors) {
    long[] tokens = shape(source, tensors, "token_embedding.weight");
    long[] positions = shape(source, tensors, "positional_embedding");
    long[] projection = shape(source, tensors, "text_projection");
    int layers = 0;
    while (tensors.names().contains("transformer.resblocks." + layers + ".ln_1.weight")) {
      layers++;
    }
    try {
      return new ClipTextConfig(
          Math.toIntExact(projection[1]),
          Math.toIntExact(positions[0]),
          Math.toIntExact(tokens[0]),
          Math.toIntExact(tokens[1]),
          layers);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw foreign(source, "has impossible sizes (" + e.getMessage() + ")");
    }
  }

  private static long[] shape(String source, TensorFile tensors, String name) {
    if (!tensors.names().contains(name)) {
      throw foreign(source, "has no tensor " + name);
    }
    long[] shape = tensors.shape(name);
    if (shape.length != 2) {
      throw foreign(source, name + " has " + shape.length + " axes");
    }
    return shape;
  }

  private static UserError foreign(String source, String given) {
    return new UserError(
        source,
        given,
        "the weights of a whole CLIP, such as ViT-B/32",
        "Give OpenAI's archive or its state dict as safetensors");
  }
}
