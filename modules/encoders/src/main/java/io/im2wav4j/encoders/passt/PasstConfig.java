package io.im2wav4j.encoders.passt;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;

/**
 * Sizes of a PaSST.
 *
 * @param width of the transformer, and length of the features
 * @param depth blocks
 * @param heads of a block's attention
 * @param patch bands and frames of a square patch
 * @param stride bands and frames from one patch to the next
 * @param rows patches over the 128 mel bands
 * @param columns patches over time that have a position: 99 for 10 s
 * @param classes logits
 */
public record PasstConfig(
    int width, int depth, int heads, int patch, int stride, int rows, int columns, int classes) {
  private static final int HEAD_WIDTH = 64;

  /** Those of the published networks; the names end in s10, s12 and so on. */
  private static final int[] STRIDES = {10, 12, 14, 16, 20};

  /** Checks the sizes. */
  public PasstConfig {
    if (width < 1
        || depth < 1
        || patch < 1
        || stride < 1
        || rows < 1
        || columns < 1
        || classes < 1) {
      throw new IllegalArgumentException(
          "width is "
              + width
              + ", depth "
              + depth
              + ", patch "
              + patch
              + ", stride "
              + stride
              + ", rows "
              + rows
              + ", columns "
              + columns
              + ", classes "
              + classes
              + "; must be at least 1");
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "heads is " + heads + "; must be a divisor of the width " + width);
    }
    if (patch > PasstFrontEnd.BANDS || rows(patch, stride) != rows) {
      throw new IllegalArgumentException(
          "rows is "
              + rows
              + "; patches of "
              + patch
              + " every "
              + stride
              + " bands make "
              + rows(patch, stride));
    }
  }

  /** PaSST-S, patches of 16 every 10, as published (passt_s_swa_p16_128_ap476). */
  public static PasstConfig published() {
    return new PasstConfig(768, 12, 12, 16, 10, 12, 99, 527);
  }

  /** What a report calls the network. */
  String displayName() {
    return equals(published())
        ? "PaSST-S"
        : "PaSST, width " + width + ", " + depth + " blocks, patches every " + stride;
  }

  /** Patches over time of a clip of {@code frames} frames, no more than have a position. */
  int columns(int frames) {
    return frames < patch ? 0 : Math.min(columns, (frames - patch) / stride + 1);
  }

  /** Frames that {@code columns} patches see. */
  int frames(int columns) {
    return (columns - 1) * stride + patch;
  }

  /** Tokens of {@code columns} columns: the patches, the class, the distillation token. */
  int tokens(int columns) {
    return rows * columns + 2;
  }

  private static int rows(int patch, int stride) {
    return (PasstFrontEnd.BANDS - patch) / stride + 1;
  }

  /**
   * The sizes that a file's tensors have, with heads 64 wide and that published stride which gives
   * as many rows of patches as there are positions: neither shows in a shape.
   *
   * @param source what to call the file in an error
   */
  static PasstConfig of(String source, TensorFile tensors) {
    long[] patches = shape(source, tensors, "patch_embed.proj.weight", 4);
    long[] rows = shape(source, tensors, "freq_new_pos_embed", 4);
    long[] columns = shape(source, tensors, "time_new_pos_embed", 4);
    long[] classes = shape(source, tensors, "head.1.bias", 1);
    int depth = 0;
    while (tensors.names().contains("blocks." + depth + ".norm1.weight")) {
      depth++;
    }
    try {
      int width = Math.toIntExact(patches[0]);
      int patch = Math.toIntExact(patches[3]);
      if (width % HEAD_WIDTH != 0) {
        throw new IllegalArgumentException("width " + width + " is no multiple of " + HEAD_WIDTH);
      }
      return new PasstConfig(
          width,
          depth,
          width / HEAD_WIDTH,
          patch,
          stride(patch, rows[2]),
          Math.toIntExact(rows[2]),
          Math.toIntExact(columns[3]),
          Math.toIntExact(classes[0]));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw foreign(source, "has impossible sizes (" + e.getMessage() + ")");
    }
  }

  private static int stride(int patch, long rows) {
    for (int stride : STRIDES) {
      if (rows(patch, stride) == rows) {
        return stride;
      }
    }
    throw new IllegalArgumentException(rows + " rows of patches of " + patch);
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
        "the weights of a PaSST with a distillation token, such as passt_s_swa_p16_128_ap476",
        "Give passt_hear21's passt-s-f128-p16-s10-ap.476-swa.pt or its state dict as safetensors");
  }
}
