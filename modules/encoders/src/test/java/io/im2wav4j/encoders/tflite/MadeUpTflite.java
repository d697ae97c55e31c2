package io.im2wav4j.encoders.tflite;

import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A classifier in TensorFlow Lite's format with random weights, and what it computes, by plain
 * arithmetic in double over [height, width, channels].
 */
public final class MadeUpTflite {
  /** How the file holds weights and activations. */
  enum Storage {
    /** 32-bit floats. */
    FLOAT,
    /** Weights as 16-bit floats that the graph widens. */
    HALF,
    /** Weights as int8 with a scale for each output; activations are floats. */
    INT8_WEIGHTS,
    /** Weights as int8 of one scale that the graph widens. */
    INT8_WIDENED,
    /** All int8: weights with a scale for each output, activations with a zero point. */
    INT8,
    /** All uint8: weights with a zero point too, biases int32. */
    UINT8
  }

  private static final int NONE = 0;

  /** What the network says of an input. */
  record Said(double[] embedding, double[] logits, double[] scores) {}

  private final Storage storage;
  private final Random random;
  private final List<FlatTable> tensors = new ArrayList<>();
  private final List<FlatTable> buffers = new ArrayList<>(List.of(new FlatTable()));
  private final List<FlatTable> operators = new ArrayList<>();
  private final List<Integer> codes = new ArrayList<>();
  private final List<UnaryOperator<List<Plane>>> steps = new ArrayList<>();
  private int input;
  private int last;

  /** Shape of the last activation. */
  private int height;

  private int width;
  private int channels;

  /** Index of the last activation among those of a run. */
  private int run;

  /** A file of YAMNet's layout with its 521 classes and far fewer layers. */
  public static byte[] yamnet() {
    MadeUpTflite network = new MadeUpTflite(Storage.INT8, 5);
    network.waveform(96, 64);
    network.convolution(3, 8, 2, true, 1);
    network.depthwise(3, 2, true, 1);
    network.convolution(1, 1024, 2, true, 1);
    network.embedding(true);
    network.linear(521);
    network.scores(false);
    return network.toFile();
  }

  MadeUpTflite(Storage storage, long seed) {
    this.storage = storage;
    this.random = new Random(seed);
  }

  private boolean integers() {
    return storage == Storage.INT8 || storage == Storage.UINT8;
  }

  // Tensors.

  private int tensor(String name, int type, int[] shape, byte[] content, FlatTable quantization) {
    FlatTable table = new FlatTable().set(0, shape).set(1, (byte) type).set(3, name);
    if (content != null) {
      buffers.add(new FlatTable().set(0, content));
      table.set(2, buffers.size() - 1);
    }
    tensors.add(quantization == null ? table : table.set(4, quantization));
    return tensors.size() - 1;
  }

  private static FlatTable quantization(float[] scales, long[] zeros, int axis) {
    return new FlatTable().set(2, scales).set(3, zeros).set(6, axis);
  }

  private int floatTensor(String name, int... shape) {
    return tensor(name, 0, shape, null, null);
  }

  private int intConstant(String name, int[] shape, int... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asIntBuffer().put(values);
    return tensor(name, 2, shape, raw.array(), null);
  }

  /** An activation that can hold least to most, and the step that keeps it there. */
  private int activation(double least, double most, int... shape) {
    if (!integers()) {
      return floatTensor("activation", shape);
    }
    float scale = (float) ((most - least) / 255);
    int offset = storage == Storage.INT8 ? -128 : 0;
    long zero = offset + Math.round(-least / scale);
    double low = (offset - zero) * scale;
    double high = (offset + 255 - zero) * scale;
    run(plane -> plane.each(v -> Math.max(low, Math.min(high, v))));
    FlatTable quantization = quantization(new float[] {scale}, new long[] {zero}, 0);
    return tensor("activation", storage == Storage.INT8 ? 9 : 3, shape, null, quantization);
  }

  /** Weights of a size for outputs along an axis; gives their values. */
  private int weights(double[] values, int axis, int... shape) {
    int count = shape[axis];
    int inner = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() / Math.sqrt((double) values.length / count);
    }
    switch (storage) {
      case FLOAT -> {
        return floats(values, shape);
      }
      case HALF -> {
        ByteBuffer raw = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
          short half = (short) (random.nextInt(1 << 11) + (random.nextBoolean() ? 0xB000 : 0x3000));
          values[i] = Tensor.halfToFloat(half);
          raw.putShort(half);
        }
        return widened(tensor("half", 1, shape, raw.array(), null), shape);
      }
      default -> {
        boolean one = storage == Storage.UINT8 || storage == Storage.INT8_WIDENED;
        float[] scales = new float[one ? 1 : count];
        for (int i = 0; i < scales.length; i++) {
          scales[i] = 0.02f + 0.01f * random.nextFloat();
        }
        int zero = storage == Storage.UINT8 ? 117 : 0;
        byte[] raw = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
          float scale = scales[one ? 0 : i / inner % count];
          int stored = (int) Math.max(-100, Math.min(100, Math.round(values[i] / scale)));
          raw[i] = (byte) (stored + zero);
          values[i] = (double) stored * scale;
        }
        long[] zeros = new long[scales.length];
        Arrays.fill(zeros, zero);
        FlatTable quantization = quantization(scales, zeros, axis);
        int type = storage == Storage.UINT8 ? 3 : 9;
        int tensor = tensor("weights", type, shape, raw, quantization);
        return storage == Storage.INT8_WIDENED ? widened(tensor, shape) : tensor;
      }
    }
  }

  private int widened(int tensor, int... shape) {
    int out = floatTensor("widened", shape);
    operator(6, NONE, null, new int[] {tensor}, out);
    return out;
  }

  private int floats(double[] values, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
      raw.putFloat((float) values[i]);
    }
    return tensor("floats", 0, shape, raw.array(), null);
  }

  private int bias(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5 * random.nextGaussian();
    }
    if (!integers()) {
      return floats(values, values.length);
    }
    float[] scales = new float[storage == Storage.INT8 ? values.length : 1];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = 1e-4f * (1 + i);
    }
    int[] stored = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      float scale = scales[i % scales.length];
      stored[i] = (int) Math.round(values[i] / scale);
      values[i] = (double) stored[i] * scale;
    }
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asIntBuffer().put(stored);
    FlatTable quantization = quantization(scales, new long[scales.length], 0);
    return tensor("bias", 2, new int[] {values.length}, raw.array(), quantization);
  }

  // Operators.

  private void operator(int code, int optionsType, FlatTable options, int[] from, int to) {
    if (!codes.contains(code)) {
      codes.add(code);
    }
    FlatTable table =
        new FlatTable().set(0, codes.indexOf(code)).set(1, from).set(2, new int[] {to});
    operators.add(options == null ? table : table.set(3, (byte) optionsType).set(4, options));
  }

  /** Adds a step of the reference on its last activation. */
  private void run(UnaryOperator<Plane> step) {
    steps.add(
        planes -> {
          planes.set(planes.size() - 1, step.apply(planes.get(planes.size() - 1)));
          return planes;
        });
  }

  private void beginActivation() {
    run++;
    steps.add(
        planes -> {
          planes.add(planes.get(planes.size() - 1));
          return planes;
        });
  }

  /** The graph's input of pictures, from so much to 1. */
  void pictures(int size, int planes, int least) {
    height = size;
    width = size;
    channels = planes;
    last = activation(least, 1, 1, size, size, planes);
    input = last;
  }

  /** The graph's input of samples, and a front end of operators that only stand there. */
  void waveform(int frames, int bands) {
    height = frames;
    width = bands;
    channels = 1;
    input = floatTensor("waveform", 15600);
    int framed = floatTensor("frames", frames, 400);
    operator(22, NONE, null, new int[] {input}, framed);
    int transformed = tensor("rfft", 8, new int[] {frames, 257}, null, null);
    operator(131, NONE, null, new int[] {framed}, transformed);
    int magnitudes = floatTensor("magnitudes", frames, 257);
    operator(135, NONE, null, new int[] {transformed}, magnitudes);
    int mel = floatTensor("mel", frames, bands);
    int matrix = floats(new double[bands * 257], bands, 257);
    operator(9, 8, new FlatTable(), new int[] {magnitudes, matrix}, mel);
    int log = floatTensor("log", frames, bands);
    operator(73, NONE, null, new int[] {mel}, log);
    last = floatTensor("patch", 1, frames, bands, 1);
    operator(22, NONE, null, new int[] {log}, last);
    if (integers()) {
      int patch = last;
      last = activation(-4, 3, 1, frames, bands, 1);
      operator(114, NONE, null, new int[] {patch}, last);
    }
  }

  /** A convolution; its activation 0 is none, 1 ReLU, 3 ReLU6. */
  void convolution(int kernel, int out, int stride, boolean same, int fused) {
    convolution(kernel, out, stride, same, fused, false);
  }

  /** One for each channel. */
  void depthwise(int kernel, int stride, boolean same, int fused) {
    convolution(kernel, channels, stride, same, fused, true);
  }

  private void convolution(
      int kernel, int out, int stride, boolean same, int fused, boolean depthwise) {
    double[] weights = new double[kernel * kernel * out * (depthwise ? 1 : channels)];
    int filter =
        depthwise
            ? weights(weights, 3, 1, kernel, kernel, out)
            : weights(weights, 0, out, kernel, kernel, channels);
    double[] biases = new double[out];
    int bias = bias(biases);
    beginActivation();
    run(plane -> fused(plane.convolved(weights, biases, kernel, stride, same, depthwise), fused));
    height = same ? (height + stride - 1) / stride : (height - kernel) / stride + 1;
    width = same ? (width + stride - 1) / stride : (width - kernel) / stride + 1;
    channels = out;
    FlatTable options = new FlatTable().set(0, (byte) (same ? 0 : 1)).set(1, stride).set(2, stride);
    if (depthwise) {
      options.set(3, 1);
    }
    options.set(depthwise ? 4 : 3, (byte) fused);
    int from = last;
    last = activation(fused == 0 ? -1.5 : 0, fused == 3 ? 6 : 1.5, 1, height, width, channels);
    operator(depthwise ? 4 : 3, depthwise ? 2 : 1, options, new int[] {from, filter, bias}, last);
  }

  private static Plane fused(Plane plane, int activation) {
    double most = activation == 3 ? 6 : Double.POSITIVE_INFINITY;
    return activation == 0 ? plane : plane.each(v -> Math.max(0, Math.min(most, v)));
  }

  /** Where a shortcut begins. */
  int[] here() {
    return new int[] {last, run};
  }

  /** The last activation and an earlier one. */
  void plus(int[] earlier) {
    beginActivation();
    steps.add(
        planes -> {
          Plane sum = planes.get(planes.size() - 1).plus(planes.get(earlier[1]));
          planes.set(planes.size() - 1, sum);
          return planes;
        });
    int from = last;
    last = activation(-2, 2, 1, height, width, channels);
    operator(0, 11, new FlatTable(), new int[] {from, earlier[0]}, last);
  }

  /** Zeros before and after each row and column. */
  void padding(int before, int after) {
    beginActivation();
    run(plane -> plane.padded(before, after));
    height += before + after;
    width += before + after;
    int pads = intConstant("pads", new int[] {4, 2}, 0, 0, before, after, before, after, 0, 0);
    int from = last;
    last = activation(-2, 2, 1, height, width, channels);
    operator(34, 22, new FlatTable(), new int[] {from, pads}, last);
  }

  /** The embedding, by a mean or by pooling over all of a plane. */
  void embedding(boolean mean) {
    beginActivation();
    run(Plane::mean);
    int from = last;
    int[] shape = mean ? new int[] {1, channels} : new int[] {1, 1, 1, channels};
    int window = height;
    int windowWidth = width;
    height = 1;
    width = 1;
    last = activation(-2, 2, shape);
    if (mean) {
      int axes = intConstant("axes", new int[] {2}, 1, 2);
      operator(40, 27, new FlatTable(), new int[] {from, axes}, last);
    } else {
      FlatTable options = new FlatTable().set(0, (byte) 1).set(1, 1).set(2, 1);
      operator(1, 5, options.set(3, windowWidth).set(4, window), new int[] {from}, last);
    }
    steps.add(
        planes -> {
          planes.add(0, planes.get(planes.size() - 1));
          return planes;
        });
  }

  /** A fully connected layer, where the embedding is a row. */
  void linear(int out) {
    double[] weights = new double[out * channels];
    int matrix = weights(weights, 0, out, channels);
    double[] biases = new double[out];
    int bias = bias(biases);
    run(plane -> plane.convolved(weights, biases, 1, 1, true, false));
    channels = out;
    int from = last;
    last = activation(-2, 2, 1, out);
    operator(9, 8, new FlatTable(), new int[] {from, matrix, bias}, last);
  }

  /** A row of the only point. */
  void reshape() {
    int from = last;
    last = activation(-2, 2, 1, channels);
    operator(22, 17, new FlatTable(), new int[] {from}, last);
  }

  /** The scores at the end, by softmax or else by a sigmoid. */
  void scores(boolean softmax) {
    int from = last;
    last =
        tensor(
            "scores",
            integers() ? 9 : 0,
            new int[] {1, channels},
            null,
            integers() ? quantization(new float[] {1 / 256f}, new long[] {-128}, 0) : null);
    steps.add(
        planes -> {
          Plane logits = planes.get(planes.size() - 1);
          planes.add(softmax ? logits.softmax() : logits.each(v -> 1 / (1 + Math.exp(-v))));
          return planes;
        });
    operator(
        softmax ? 25 : 14,
        softmax ? 9 : NONE,
        softmax ? new FlatTable().set(0, 1f) : null,
        new int[] {from},
        last);
    if (integers()) {
      int stored = last;
      last = floatTensor("Identity", 1, channels);
      operator(6, NONE, null, new int[] {stored}, last);
    }
  }

  /** The file. */
  byte[] toFile() {
    List<FlatTable> kinds = new ArrayList<>();
    for (int code : codes) {
      kinds.add(new FlatTable().set(0, (byte) Math.min(code, 127)).set(3, code));
    }
    FlatTable graph =
        new FlatTable()
            .set(0, tensors)
            .set(1, new int[] {input})
            .set(2, new int[] {last})
            .set(3, operators)
            .set(4, "main");
    return new FlatTable()
        .set(0, 3)
        .set(1, kinds)
        .set(2, List.of(graph))
        .set(3, "made up")
        .set(4, buffers)
        .toFile("TFL3");
  }

  /**
   * What the network says.
   *
   * @param values of the planes that its first convolution sees, [height, width, channels]
   */
  Said run(Plane values) {
    List<Plane> planes = new ArrayList<>(List.of(values));
    for (UnaryOperator<List<Plane>> step : steps) {
      planes = step.apply(planes);
    }
    int count = planes.size();
    return new Said(
        planes.get(0).values(), planes.get(count - 2).values(), planes.get(count - 1).values());
  }
}
