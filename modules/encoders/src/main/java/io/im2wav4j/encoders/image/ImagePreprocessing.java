package io.im2wav4j.encoders.image;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * How a network's pictures are prepared, to the bit as torchvision and Pillow do it: resized, cut
 * to the central square, and each byte of a channel turned into (byte / scale - mean) / std.
 *
 * @param size side of the square in pixels
 * @param resize which sides become {@code resizeTo}
 * @param resizeTo pixels before the cut; the square's unless given
 * @param filter of the resize
 * @param channels their order; mean and std have it too
 * @param layout of the values
 * @param scale 255 for networks whose values are from 0 to 1 before mean and std, 1 for those from
 *     0 to 255
 * @param mean one for each channel
 * @param std one for each channel
 */
public record ImagePreprocessing(
    int size,
    @Default("shorter_side") Resize resize,
    @Default("null") Integer resizeTo,
    @Default("bilinear") ResizeFilter filter,
    @Default("rgb") Channels channels,
    @Default("nchw") Layout layout,
    @Default("255") float scale,
    List<Float> mean,
    List<Float> std) {
  private static final int LARGEST = 1024;

  /** A picture's longer side over its shorter one: resizing the shorter makes a strip of it. */
  private static final int NARROWEST = 1000;

  /** Which sides of a picture get the length wanted. */
  public enum Resize {
    /** The shorter one; the other keeps its proportion to it. */
    SHORTER_SIDE,
    /** Both, whatever the picture's shape. */
    BOTH_SIDES
  }

  /** The order of the channels. */
  public enum Channels {
    /** Red first. */
    RGB,
    /** Blue first. */
    BGR
  }

  /** The order of the values. */
  public enum Layout {
    /** A plane for each channel: [N, 3, size, size]. */
    NCHW,
    /** Channels of a pixel side by side: [N, size, size, 3]. */
    NHWC
  }

  /** Checks the ranges; {@code resizeTo} may be null. */
  public ImagePreprocessing {
    resizeTo = resizeTo == null ? Integer.valueOf(size) : resizeTo;
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("size is " + size + "; must be 1 to " + LARGEST);
    }
    if (resizeTo < size || resizeTo > 2 * LARGEST) {
      throw new IllegalArgumentException(
          "resizeTo is " + resizeTo + "; must be size (" + size + ") to " + 2 * LARGEST);
    }
    if (!(scale > 0)) {
      throw new IllegalArgumentException("scale is " + scale + "; must be above 0");
    }
    if (mean.size() != 3) {
      throw new IllegalArgumentException("mean is " + mean + "; must be three numbers");
    }
    if (std.size() != 3 || std.stream().anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException("std is " + std + "; must be three numbers above 0");
    }
  }

  /**
   * The picture's central square as RGB bytes.
   *
   * @throws UserError where the picture is so narrow that the square would be cut from a strip
   */
  public Pixels square(BufferedImage image) {
    Pixels pixels = PixelReader.read(image);
    int width = resizeTo;
    int height = resizeTo;
    if (resize == Resize.SHORTER_SIDE) {
      int shorter = Math.min(pixels.width(), pixels.height());
      if (Math.max(pixels.width(), pixels.height()) > (long) NARROWEST * shorter) {
        throw new UserError(
            "a picture of " + pixels.width() + " x " + pixels.height() + " pixels",
            "too narrow for the network",
            "a longer side of at most " + NARROWEST + " times the shorter",
            "Cut it, or leave it out");
      }
      width = (int) ((double) resizeTo * pixels.width() / shorter);
      height = (int) ((double) resizeTo * pixels.height() / shorter);
    }
    return pixels
        .resize(width, height, filter)
        .crop(offset(width), offset(height), size, size)
        .toRgb();
  }

  /** Python's round: half to even. */
  private int offset(int length) {
    return (int) Math.rint((length - size) / 2.0);
  }

  /** Values of {@linkplain #square squares}, [N] times what {@link #layout} says. */
  public float[] values(List<Pixels> squares) {
    int n = size * size;
    float[] out = new float[squares.size() * 3 * n];
    for (int s = 0; s < squares.size(); s++) {
      byte[] rgb = squares.get(s).data();
      for (int c = 0; c < 3; c++) {
        int from = channels == Channels.RGB ? c : 2 - c;
        int at = s * 3 * n + (layout == Layout.NCHW ? c * n : c);
        int step = layout == Layout.NCHW ? 1 : 3;
        float m = mean.get(c);
        float d = std.get(c);
        for (int i = 0; i < n; i++) {
          out[at + i * step] = ((rgb[i * 3 + from] & 0xFF) / scale - m) / d;
        }
      }
    }
    return out;
  }

  /** Values of pictures. */
  public float[] apply(List<BufferedImage> images) {
    return values(images.stream().map(this::square).toList());
  }
}
