package io.im2wav4j.encoders.image;

/** Pillow's integer forms of multiplying colours with their opacity (the last channel) and back. */
final class Opacity {
  private Opacity() {}

  static byte[] multiply(byte[] data, int channels) {
    byte[] out = data.clone();
    for (int i = 0; i < data.length; i += channels) {
      int alpha = data[i + channels - 1] & 0xFF;
      for (int c = 0; c < channels - 1; c++) {
        int t = (data[i + c] & 0xFF) * alpha + 128;
        out[i + c] = (byte) (((t >> 8) + t) >> 8);
      }
    }
    return out;
  }

  static byte[] divide(byte[] data, int channels) {
    byte[] out = data.clone();
    for (int i = 0; i < data.length; i += channels) {
      int alpha = data[i + channels - 1] & 0xFF;
      if (alpha == 0 || alpha == 255) {
        continue;
      }
      for (int c = 0; c < channels - 1; c++) {
        out[i + c] = (byte) Math.min(255, 255 * (data[i + c] & 0xFF) / alpha);
      }
    }
    return out;
  }
}
