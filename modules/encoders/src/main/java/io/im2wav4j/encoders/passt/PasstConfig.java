package io.im2wav4j.encoders.passt;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;

/**
 * Sizes of PaSST.
 *
 * @param width of the transformer
 * @param depth of the transformer
 * @param heads of each attention
 * @param patch side of a square patch, bins and frames
 * @param stride from patch to patch
 * @param rows of patches
 * @param columns of patches for which there are positions
 * @param classes of the classifier
 */
record PasstConfig(
    int width, int depth, int heads, int patch, int stride, int rows, int columns, int classes) {
  private static final int HEAD_WIDTH = 64;
  private static final int STRIDE = 10;

  /** PaSST-S with patches of 16 every 10, as published: 86 million parameters. */
  static PasstConfig published() {
    return new PasstConfig(768, 12, 12, 16, STRIDE, 12, 99, 527);
  }

  /** The sizes that a file's tensors have; heads are 64 wide, the stride is 10. */
  static PasstConfig of(String source, TensorFile tensors) {
    long[] patches = shape(source, tensors, "patch_embed.proj.weight", 4);
    int width = Math.toIntExact(patches[0]);
    if (width % HEAD_WIDTH != 0) {
      throw foreign(source, "patch_embed.proj.weight is " + width + " wide");
    }
    int depth = 0;
    while (tensors.names().contains("blocks." + depth + ".norm1.weight")) {
      depth++;
    }
    return new PasstConfig(
        width,
        depth,
        width / HEAD_WIDTH,
        Math.toIntExact(patches[2]),
        STRIDE,
        Math.toIntExact(shape(source, tensors, "freq_new_pos_embed", 4)[2]),
        Math.toIntExact(shape(source, tensors, "time_new_pos_embed", 4)[3]),
        Math.toIntExact(shape(source, tensors, "head.1.weight", 2)[0]));
  }

  private static long[] shape(String source, TensorFile tensors, String name, int axes) {
    if (!tensors.names().contains(name)) {
      throw foreign(source, "has no tensor " + name);
    }
    long[] shape = tensors.shape(name);
    if (shape.length != axes) {
      throw foreign(source, name + " has " + shape.length + " axes");
    }
    return shape;
  }

  private static UserError foreign(String source, String given) {
    return new UserError(
        source,
        given,
        "the state dict of PaSST-S with patches of 16 every 10",
        "Give passt-s-f128-p16-s10-ap.476-swa.pt, or the same tensors as safetensors");
  }
}
