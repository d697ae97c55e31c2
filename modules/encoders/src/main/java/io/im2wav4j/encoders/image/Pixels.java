package io.im2wav4j.encoders.image;

/**
 * A picture as bytes, in the form in which it was stored: Pillow resizes before it converts to RGB,
 * so grey, alpha and palette must survive until then.
 *
 * @param width pixels
 * @param height pixels
 * @param form what the channels mean
 * @param data interleaved rows, {@code form.channels()} bytes a pixel
 * @param palette for {@link Form#PALETTE} its entries, three bytes each; empty otherwise
 */
public record Pixels(int width, int height, Form form, byte[] data, byte[] palette) {

  /** What the channels of a pixel mean. */
  public enum Form {
    /** One brightness. */
    GREY(1),
    /** Brightness and opacity, not multiplied. */
    GREY_ALPHA(2),
    /** Index of a palette entry. */
    PALETTE(1),
    /** Red, green, blue. */
    RGB(3),
    /** Red, green, blue and opacity, not multiplied. */
    RGB_ALPHA(4);

    private final int channels;

    Form(int channels) {
      this.channels = channels;
    }

    /** Bytes a pixel. */
    public int channels() {
      return channels;
    }
  }

  /** Checks the number of bytes. */
  public Pixels {
    if (width < 1 || height < 1 || data.length != (long) width * height * form.channels) {
      throw new IllegalArgumentException(
          data.length + " bytes for " + width + " x " + height + " " + form);
    }
  }

  /** A picture without a palette. */
  public static Pixels of(int width, int height, Form form, byte[] data) {
    return new Pixels(width, height, form, data, new byte[0]);
  }

  /**
   * Another size, to the bit as Pillow's {@code Image.resize}: a palette's indices by nearest
   * neighbour whatever the filter, opacity multiplied in before and divided out after.
   */
  public Pixels resize(int newWidth, int newHeight, ResizeFilter filter) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    if (form == Form.PALETTE) {
      byte[] nearest = Resampling.nearest(data, width, height, 1, newWidth, newHeight);
      return new Pixels(newWidth, newHeight, form, nearest, palette);
    }
    boolean alpha = form == Form.GREY_ALPHA || form == Form.RGB_ALPHA;
    int n = form.channels;
    byte[] d = alpha ? Opacity.multiply(data, n) : data;
    d = newWidth == width ? d : Resampling.horizontal(d, width, height, n, newWidth, filter);
    d = newHeight == height ? d : Resampling.vertical(d, newWidth, height, n, newHeight, filter);
    return of(newWidth, newHeight, form, alpha ? Opacity.divide(d, n) : d);
  }

  /** A part; it must lie within. */
  public Pixels crop(int left, int top, int cropWidth, int cropHeight) {
    int n = form.channels;
    byte[] out = new byte[cropWidth * cropHeight * n];
    for (int y = 0; y < cropHeight; y++) {
      System.arraycopy(data, ((top + y) * width + left) * n, out, y * cropWidth * n, cropWidth * n);
    }
    return new Pixels(cropWidth, cropHeight, form, out, palette);
  }

  /** As RGB: opacity is dropped, a palette looked up, grey repeated. */
  public Pixels toRgb() {
    if (form == Form.RGB) {
      return this;
    }
    int n = form.channels;
    byte[] out = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      for (int c = 0; c < 3; c++) {
        out[i * 3 + c] =
            switch (form) {
              case PALETTE -> palette[(data[i] & 0xFF) * 3 + c];
              case GREY, GREY_ALPHA -> data[i * n];
              case RGB, RGB_ALPHA -> data[i * n + c];
            };
      }
    }
    return of(width, height, Form.RGB, out);
  }
}
