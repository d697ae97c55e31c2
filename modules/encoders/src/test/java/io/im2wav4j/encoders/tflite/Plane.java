package io.im2wav4j.encoders.tflite;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** An activation [height, width, channels] in double, and TensorFlow Lite's operators over it. */
record Plane(int height, int width, int channels, double[] values) {

  Plane(int height, int width, int channels) {
    this(height, width, channels, new double[height * width * channels]);
  }

  double at(int y, int x, int c) {
    return y < 0 || y >= height || x < 0 || x >= width ? 0 : values[(y * width + x) * channels + c];
  }

  Plane each(DoubleUnaryOperator function) {
    return new Plane(height, width, channels, Arrays.stream(values).map(function).toArray());
  }

  Plane plus(Plane other) {
    Plane out = new Plane(height, width, channels);
    Arrays.setAll(out.values, i -> values[i] + other.values[i]);
    return out;
  }

  Plane padded(int before, int after) {
    Plane out = new Plane(height + before + after, width + before + after, channels);
    for (int i = 0; i < out.values.length; i++) {
      int point = i / channels;
      out.values[i] = at(point / out.width - before, point % out.width - before, i % channels);
    }
    return out;
  }

  /**
   * @param weights [out, kernel, kernel, in], depthwise [kernel, kernel, out]
   */
  Plane convolved(
      double[] weights, double[] bias, int kernel, int stride, boolean same, boolean depthwise) {
    int outHeight = same ? (height + stride - 1) / stride : (height - kernel) / stride + 1;
    int outWidth = same ? (width + stride - 1) / stride : (width - kernel) / stride + 1;
    // TensorFlow's "SAME": the smaller half of what is missing comes in front.
    int top = same ? Math.max(0, (outHeight - 1) * stride + kernel - height) / 2 : 0;
    int left = same ? Math.max(0, (outWidth - 1) * stride + kernel - width) / 2 : 0;
    Plane out = new Plane(outHeight, outWidth, bias.length);
    for (int i = 0; i < out.values.length; i++) {
      int o = i % bias.length;
      int y = i / bias.length / outWidth * stride - top;
      int x = i / bias.length % outWidth * stride - left;
      double sum = bias[o];
      for (int k = 0; k < kernel * kernel; k++) {
        if (depthwise) {
          int c = o / (bias.length / channels);
          sum += at(y + k / kernel, x + k % kernel, c) * weights[k * bias.length + o];
          continue;
        }
        for (int c = 0; c < channels; c++) {
          sum +=
              at(y + k / kernel, x + k % kernel, c)
                  * weights[(o * kernel * kernel + k) * channels + c];
        }
      }
      out.values[i] = sum;
    }
    return out;
  }

  Plane mean() {
    Plane out = new Plane(1, 1, channels);
    for (int i = 0; i < values.length; i++) {
      out.values[i % channels] += values[i] / (height * width);
    }
    return out;
  }

  Plane softmax() {
    double sum = Arrays.stream(values).map(Math::exp).sum();
    return each(v -> Math.exp(v) / sum);
  }
}
