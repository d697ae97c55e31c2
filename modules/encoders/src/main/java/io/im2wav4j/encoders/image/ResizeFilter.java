package io.im2wav4j.encoders.image;

/** Kernels of Pillow's resize: when shrinking they are stretched, so that every pixel counts. */
public enum ResizeFilter {
  /** Triangle. */
  BILINEAR(1) {
    @Override
    double weight(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  },
  /** Cubic convolution with a = -0.5. */
  BICUBIC(2) {
    @Override
    double weight(double x) {
      double a = -0.5;
      double t = Math.abs(x);
      if (t < 1) {
        return ((a + 2) * t - (a + 3)) * t * t + 1;
      }
      return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
    }
  };

  private final double support;

  ResizeFilter(double support) {
    this.support = support;
  }

  /** Half of the kernel's length in output pixels. */
  double support() {
    return support;
  }

  abstract double weight(double x);
}
