package io.im2wav4j.encoders.clip;

import io.im2wav4j.core.error.UserError;
import java.util.Set;
import java.util.function.Function;

/**
 * Sizes of the image half of CLIP.
 *
 * @param embeddingWidth length of an embedding
 * @param imageSize pixels of the square picture
 * @param patchSize pixels of a square patch
 * @param width of the transformer
 * @param layers of the transformer
 */
public record ClipConfig(int embeddingWidth, int imageSize, int patchSize, int width, int layers) {
  private static final int HEAD_WIDTH = 64;

  /** Checks the sizes. */
  public ClipConfig {
    if (embeddingWidth < 1 || patchSize < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "embeddingWidth, patchSize and layers are "
              + embeddingWidth
              + ", "
              + patchSize
              + " and "
              + layers
              + "; must be at least 1");
    }
    if (imageSize < patchSize || imageSize % patchSize != 0) {
      throw new IllegalArgumentException(
          "imageSize is " + imageSize + "; must be a multiple of the patchSize " + patchSize);
    }
    if (width < HEAD_WIDTH || width % HEAD_WIDTH != 0) {
      throw new IllegalArgumentException(
          "width is " + width + "; must be a multiple of " + HEAD_WIDTH);
    }
  }

  /** ViT-B/32 as published: 87.8 million parameters. */
  public static ClipConfig vitB32() {
    return new ClipConfig(512, 224, 32, 768, 12);
  }

  /** Attention heads, each 64 wide. */
  public int heads() {
    return width / HEAD_WIDTH;
  }

  /** Patches of a picture. */
  public int patches() {
    return (imageSize / patchSize) * (imageSize / patchSize);
  }

  /** What a report calls the network. */
  public String displayName() {
    if (equals(vitB32())) {
      return "CLIP ViT-B/32";
    }
    return "CLIP ViT, width " + width + ", " + layers + " layers, patches of " + patchSize;
  }

  /**
   * The sizes that a file's tensors have.
   *
   * @param source what to call the file in an error
   */
  public static ClipConfig of(String source, Set<String> names, Function<String, long[]> shapes) {
    long[] patches = shape(source, names, shapes, "visual.conv1.weight", 4);
    long[] positions = shape(source, names, shapes, "visual.positional_embedding", 2);
    long[] projection = shape(source, names, shapes, "visual.proj", 2);
    int layers = 0;
    while (names.contains("visual.transformer.resblocks." + layers + ".ln_1.weight")) {
      layers++;
    }
    int patch = Math.toIntExact(patches[3]);
    int grid = (int) Math.round(Math.sqrt(positions[0] - 1));
    try {
      return new ClipConfig(
          Math.toIntExact(projection[1]),
          Math.multiplyExact(grid, patch),
          patch,
          Math.toIntExact(patches[0]),
          layers);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw foreign(source, "has impossible sizes (" + e.getMessage() + ")");
    }
  }

  private static long[] shape(
      String source, Set<String> names, Function<String, long[]> shapes, String name, int axes) {
    if (!names.contains(name)) {
      throw foreign(source, "has no tensor " + name);
    }
    long[] shape = shapes.apply(name);
    if (shape.length != axes) {
      throw foreign(source, name + " has " + shape.length + " axes");
    }
    return shape;
  }

  private static UserError foreign(String source, String given) {
    return new UserError(
        source,
        given,
        "the weights of a CLIP with a vision transformer, such as ViT-B/32",
        "Give OpenAI's archive or its state dict as safetensors; its ResNets are not supported");
  }
}
