package io.im2wav4j.encoders.image;

import java.util.Arrays;

/**
 * The arithmetic of Pillow's 8-bit resize: weights with 22 fractional bits, rows first, results
 * rounded to bytes between the two passes. Interleaved channels.
 */
final class Resampling {
  private static final int FRACTION_BITS = 22;

  private Resampling() {}

  /** For each output pixel the first input pixel and its fixed-point weights. */
  private record Taps(int[] first, int[][] weights) {
    static Taps of(int in, int out, ResizeFilter filter) {
      double scale = (double) in / out;
      double stretch = Math.max(scale, 1);
      double support = filter.support() * stretch;
      int[] first = new int[out];
      int[][] weights = new int[out][];
      for (int o = 0; o < out; o++) {
        double center = (o + 0.5) * scale;
        int from = Math.max(0, (int) (center - support + 0.5));
        int to = Math.min(in, (int) (center + support + 0.5));
        double[] w = new double[to - from];
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
          // Pillow multiplies by the reciprocal: a division would round differently.
          w[i] = filter.weight((i + from - center + 0.5) * (1 / stretch));
          sum += w[i];
        }
        first[o] = from;
        weights[o] = new int[w.length];
        for (int i = 0; i < w.length; i++) {
          double fixed = w[i] / sum * (1 << FRACTION_BITS);
          weights[o][i] = (int) (fixed < 0 ? fixed - 0.5 : fixed + 0.5);
        }
      }
      return new Taps(first, weights);
    }
  }

  static byte[] horizontal(
      byte[] in, int width, int height, int channels, int out, ResizeFilter f) {
    Taps taps = Taps.of(width, out, f);
    byte[] result = new byte[Math.multiplyExact(out * channels, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < out; x++) {
        int[] w = taps.weights[x];
        int start = (y * width + taps.first[x]) * channels;
        for (int c = 0; c < channels; c++) {
          int sum = 1 << (FRACTION_BITS - 1);
          for (int i = 0, p = start + c; i < w.length; i++, p += channels) {
            sum += (in[p] & 0xFF) * w[i];
          }
          result[(y * out + x) * channels + c] = clip(sum);
        }
      }
    }
    return result;
  }

  static byte[] vertical(byte[] in, int width, int height, int channels, int out, ResizeFilter f) {
    Taps taps = Taps.of(height, out, f);
    int row = width * channels;
    byte[] result = new byte[Math.multiplyExact(out, row)];
    int[] sums = new int[row];
    for (int y = 0; y < out; y++) {
      int[] w = taps.weights[y];
      Arrays.fill(sums, 1 << (FRACTION_BITS - 1));
      for (int i = 0; i < w.length; i++) {
        int start = (taps.first[y] + i) * row;
        for (int x = 0; x < row; x++) {
          sums[x] += (in[start + x] & 0xFF) * w[i];
        }
      }
      for (int x = 0; x < row; x++) {
        result[y * row + x] = clip(sums[x]);
      }
    }
    return result;
  }

  static byte[] nearest(
      byte[] in, int width, int height, int channels, int outWidth, int outHeight) {
    int[] columns = nearest(width, outWidth);
    int[] rows = nearest(height, outHeight);
    byte[] result = new byte[Math.multiplyExact(outWidth * channels, outHeight)];
    for (int y = 0; y < outHeight; y++) {
      for (int x = 0; x < outWidth; x++) {
        System.arraycopy(
            in,
            (rows[y] * width + columns[x]) * channels,
            result,
            (y * outWidth + x) * channels,
            channels);
      }
    }
    return result;
  }

  /** The source position is summed up step by step, as Pillow does: its rounding decides ties. */
  private static int[] nearest(int in, int out) {
    double step = (double) in / out;
    double at = step * 0.5;
    int[] source = new int[out];
    for (int i = 0; i < out; i++) {
      source[i] = Math.min(in - 1, (int) at);
      at += step;
    }
    return source;
  }

  private static byte clip(int fixed) {
    int v = fixed >> FRACTION_BITS;
    return (byte) (v < 0 ? 0 : Math.min(v, 255));
  }
}
