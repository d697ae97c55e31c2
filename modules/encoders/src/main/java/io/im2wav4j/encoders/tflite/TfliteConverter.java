package io.im2wav4j.encoders.tflite;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.onnx.OnnxModelWriter;
import io.im2wav4j.encoders.onnx.OnnxModelWriter.Attribute;
import io.im2wav4j.encoders.tflite.TfliteTensor.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the network of a TensorFlow Lite file as an ONNX graph, operator by operator, from the
 * planes that the first convolution sees up to the scores. [N, height, width, channels] becomes [N,
 * channels, height, width], and any N is taken where the file has 1.
 *
 * <p>The graph computes in 32-bit floats. Of a quantised network it keeps the values of the weights
 * and the range of each activation, where the integers would end, but not their rounding.
 */
public final class TfliteConverter {
  private static final int SAME = 0;
  private static final int RELU = 1;
  private static final int RELU6 = 3;
  private static final int LARGEST_STEP = 64;

  /** What the graph has computed so far: [N, channels, height, width], or flat [N, channels]. */
  private record Value(String name, int channels, int height, int width, boolean flat) {
    Value called(String other) {
      return new Value(other, channels, height, width, flat);
    }

    boolean isPoint() {
      return height == 1 && width == 1;
    }

    @Override
    public String toString() {
      return height + " x " + width + " x " + channels;
    }
  }

  private final TfliteModel model;
  private final TfliteLayout layout;
  private final OnnxModelWriter graph;
  private final Map<Integer, Value> values = new HashMap<>();
  private final Map<Integer, TfliteTensor> widened = new HashMap<>();
  private Value embedding;
  private boolean finished;
  private int names;
  private long constants;

  private TfliteConverter(TfliteModel model, TfliteLayout layout) {
    this.model = model;
    this.layout = layout;
    this.graph = new OnnxModelWriter(layout.network());
  }

  /**
   * The ONNX file of a TensorFlow Lite file; equal files give equal bytes. Its outputs are the
   * scores [N, classes] under the layout's name, {@code logits} of the same shape and {@code
   * embedding} [N, width].
   *
   * @throws UserError if it is broken, or not a network of this layout
   */
  public static byte[] toOnnx(TfliteLayout layout, Path tflite) {
    return new TfliteConverter(TfliteModel.read(tflite), layout).convert();
  }

  private byte[] convert() {
    for (TfliteOperator operator : model.operators()) {
      if (values.isEmpty()) {
        begin(operator);
      }
      if (operator.kind() == TfliteOperator.Kind.DEQUANTIZE
          && model.tensor(operator.input(0)).isConstant()) {
        widened.put(output(operator), model.tensor(operator.input(0)));
      } else if (!finished && Arrays.stream(operator.inputs()).anyMatch(values::containsKey)) {
        values.put(output(operator), convert(operator));
      }
    }
    if (!finished) {
      throw otherNetwork(
          values.isEmpty()
              ? "no convolution of planes of that size"
              : "no sigmoid or softmax at its end");
    }
    return graph.bytes(Map.of("network", layout.network()));
  }

  /** Takes the planes that the network proper sees as the graph's input. */
  private void begin(TfliteOperator operator) {
    boolean first =
        switch (operator.kind()) {
          case CONV_2D, PAD, QUANTIZE -> true;
          default -> false;
        };
    int tensor = operator.input(0);
    if (!first
        || !layout.isInput(model.tensor(tensor).shape())
        || !layout.frontEnd() && !model.isInput(tensor)) {
      return;
    }
    Value planes =
        new Value(layout.input(), layout.channels(), layout.height(), layout.width(), false);
    if (layout.channels() == 1) {
      graph.input(layout.input(), layout.height(), layout.width());
      graph.constant("axes", 1);
      graph.node("Unsqueeze", List.of(layout.input(), "axes"), "planes");
      planes = planes.called("planes");
    } else {
      graph.input(layout.input(), layout.channels(), layout.height(), layout.width());
    }
    Range range = model.tensor(tensor).range();
    if (!layout.frontEnd() && (range.least() > -0.9 || range.most() < 0.9)) {
      throw otherNetwork(
          "an input from " + range.least() + " to " + range.most() + ", not from -1 to 1");
    }
    values.put(tensor, clamped(planes, Range.ALL, range));
  }

  private Value convert(TfliteOperator operator) {
    return switch (operator.kind()) {
      case CONV_2D -> convolution(operator, false);
      case DEPTHWISE_CONV_2D -> convolution(operator, true);
      case ADD -> sum(operator);
      case PAD -> padded(operator);
      case MEAN, AVERAGE_POOL_2D -> pooled(operator);
      case RESHAPE, SQUEEZE -> reshaped(operator);
      case FULLY_CONNECTED -> linear(operator);
      case RELU -> clamped(value(operator, 0), activation(RELU), range(operator));
      case RELU6 -> clamped(value(operator, 0), activation(RELU6), range(operator));
      case QUANTIZE, DEQUANTIZE -> clamped(value(operator, 0), Range.ALL, range(operator));
      case LOGISTIC, SOFTMAX -> scores(operator);
      case OTHER -> throw otherNetwork(operator + " in the network");
    };
  }

  private Value convolution(TfliteOperator operator, boolean depthwise) {
    Value in = value(operator, 0);
    TfliteTensor filter = constant(operator, 1);
    int[] shape = filter.shape(); // [out, height, width, in], depthwise [1, height, width, out]
    int option = depthwise ? 1 : 0; // the depthwise one has a field more before the activation
    int strideWidth = operator.int32(1, 0);
    int strideHeight = operator.int32(2, 0);
    boolean fits =
        shape.length == 4
            && (depthwise
                ? shape[0] == 1 && shape[3] % in.channels() == 0
                : shape[3] == in.channels())
            && operator.int32(4 + option, 1) == 1
            && operator.int32(5 + option, 1) == 1
            && Math.min(strideHeight, strideWidth) >= 1
            && Math.max(strideHeight, strideWidth) <= LARGEST_STEP
            && !in.flat();
    if (!fits) {
      throw otherNetwork(operator + " of " + filter + " over " + in);
    }
    boolean same = operator.int8(0, SAME) == SAME;
    int height = steps(in.height(), shape[1], strideHeight, same);
    int width = steps(in.width(), shape[2], strideWidth, same);
    if (height < 1 || width < 1) {
      throw otherNetwork(operator + " of " + filter + " over " + in);
    }
    int channels = depthwise ? shape[3] : shape[0];
    String name = name();
    List<String> inputs = new ArrayList<>(List.of(in.name(), name + ".weight"));
    float[] weights =
        channelsFirst(values(filter), depthwise ? shape[3] : shape[0], shape, depthwise);
    graph.constant(
        name + ".weight", weights, channels, depthwise ? 1 : shape[3], shape[1], shape[2]);
    bias(operator, channels, name).ifPresent(inputs::add);
    graph.node(
        "Conv",
        inputs,
        name,
        Attribute.of("auto_pad", same ? "SAME_UPPER" : "VALID"),
        Attribute.of("group", depthwise ? in.channels() : 1),
        Attribute.of("kernel_shape", new long[] {shape[1], shape[2]}),
        Attribute.of("strides", new long[] {strideHeight, strideWidth}));
    return clamped(
        new Value(name, channels, height, width, false),
        activation(operator.int8(3 + option, 0)),
        range(operator));
  }

  private static int steps(int size, int kernel, int stride, boolean same) {
    return same ? (size + stride - 1) / stride : Math.floorDiv(size - kernel, stride) + 1;
  }

  /** [out, height, width, in] (depthwise [1, height, width, out]) as [out, in, height, width]. */
  private static float[] channelsFirst(float[] values, int out, int[] shape, boolean depthwise) {
    int area = shape[1] * shape[2];
    int in = depthwise ? 1 : shape[3];
    float[] turned = new float[values.length];
    for (int o = 0; o < out; o++) {
      for (int a = 0; a < area; a++) {
        for (int i = 0; i < in; i++) {
          int from = depthwise ? a * out + o : (o * area + a) * in + i;
          turned[(o * in + i) * area + a] = values[from];
        }
      }
    }
    return turned;
  }

  private Optional<String> bias(TfliteOperator operator, int channels, String name) {
    if (operator.input(2) < 0) {
      return Optional.empty();
    }
    float[] values = values(constant(operator, 2));
    if (values.length != channels) {
      throw otherNetwork(values.length + " biases of " + channels + " channels");
    }
    graph.constant(name + ".bias", values, channels);
    return Optional.of(name + ".bias");
  }

  private Value sum(TfliteOperator operator) {
    Value a = value(operator, 0);
    Value b = value(operator, 1);
    if (!a.called("").equals(b.called(""))) {
      throw otherNetwork("a sum of " + a + " and " + b);
    }
    String name = name();
    graph.node("Add", List.of(a.name(), b.name()), name);
    return clamped(a.called(name), activation(operator.int8(0, 0)), range(operator));
  }

  /** Zeros around each plane. */
  private Value padded(TfliteOperator operator) {
    Value in = value(operator, 0);
    int[] pads = constant(operator, 1).ints(); // before and after, for each of N, height, width, C
    boolean fits =
        pads.length == 8
            && !in.flat()
            && pads[0] == 0
            && pads[1] == 0
            && pads[6] == 0
            && pads[7] == 0
            && Arrays.stream(pads).allMatch(p -> p >= 0 && p <= LARGEST_STEP);
    if (!fits) {
      throw otherNetwork("padding of " + Arrays.toString(pads) + " around " + in);
    }
    String name = name();
    graph.constant(name + ".pads", 0, 0, pads[2], pads[4], 0, 0, pads[3], pads[5]);
    graph.node("Pad", List.of(in.name(), name + ".pads"), name);
    return new Value(
        name,
        in.channels(),
        in.height() + pads[2] + pads[3],
        in.width() + pads[4] + pads[5],
        false);
  }

  /** The mean over each whole plane, which is the embedding. */
  private Value pooled(TfliteOperator operator) {
    Value in = value(operator, 0);
    boolean whole =
        operator.kind() == TfliteOperator.Kind.MEAN
            ? Arrays.equals(
                Arrays.stream(constant(operator, 1).ints())
                    .map(a -> a < 0 ? a + 4 : a)
                    .sorted()
                    .toArray(),
                new int[] {1, 2})
            : operator.int32(3, 0) == in.width()
                && operator.int32(4, 0) == in.height()
                && operator.int8(5, 0) == 0
                && (operator.int8(0, SAME) != SAME
                    || operator.int32(1, 0) >= in.width() && operator.int32(2, 0) >= in.height());
    if (!whole || in.flat() || embedding != null) {
      throw otherNetwork("a mean over a part of " + in);
    }
    String name = name();
    graph.node("GlobalAveragePool", List.of(in.name()), name);
    Value mean = new Value(name, in.channels(), 1, 1, false);
    graph.node("Flatten", List.of(name), "embedding", Attribute.of("axis", 1));
    embedding = new Value("embedding", in.channels(), 1, 1, true);
    return mean;
  }

  /** A point of each plane as a row. */
  private Value reshaped(TfliteOperator operator) {
    Value in = value(operator, 0);
    if (!in.isPoint()) {
      throw otherNetwork(operator + " of " + in);
    }
    return flat(in);
  }

  private Value flat(Value value) {
    if (value.flat()) {
      return value;
    }
    String name = name();
    graph.node("Flatten", List.of(value.name()), name, Attribute.of("axis", 1));
    return new Value(name, value.channels(), 1, 1, true);
  }

  private Value linear(TfliteOperator operator) {
    Value in = value(operator, 0);
    TfliteTensor matrix = constant(operator, 1);
    int[] shape = matrix.shape(); // [out, in]
    if (!in.isPoint()
        || shape.length != 2
        || shape[1] != in.channels()
        || operator.int8(1, 0) != 0) {
      throw otherNetwork(operator + " of " + matrix + " over " + in);
    }
    Value row = flat(in);
    String name = name();
    List<String> inputs = new ArrayList<>(List.of(row.name(), name + ".weight"));
    graph.constant(name + ".weight", values(matrix), shape[0], shape[1]);
    bias(operator, shape[0], name).ifPresent(inputs::add);
    graph.node("Gemm", inputs, name, Attribute.of("transB", 1));
    return clamped(
        new Value(name, shape[0], 1, 1, true), activation(operator.int8(0, 0)), range(operator));
  }

  private Value scores(TfliteOperator operator) {
    Value in = value(operator, 0);
    boolean softmax = operator.kind() == TfliteOperator.Kind.SOFTMAX;
    if (embedding == null || !in.isPoint()) {
      throw otherNetwork(operator + " of " + in + " without a mean before it");
    }
    if (in.channels() != layout.classes() || embedding.channels() != layout.embedding()) {
      throw otherNetwork(
          embedding.channels() + " values of an embedding and " + in.channels() + " classes");
    }
    if (softmax && (operator.options() == null || operator.options().float32(0, 0) != 1)) {
      throw otherNetwork("a softmax of another temperature than 1");
    }
    graph.node("Identity", List.of(flat(in).name()), "logits");
    if (softmax) {
      graph.node("Softmax", List.of("logits"), layout.scores(), Attribute.of("axis", 1));
    } else {
      graph.node("Sigmoid", List.of("logits"), layout.scores());
    }
    graph.output(layout.scores(), layout.classes());
    graph.output("logits", layout.classes());
    graph.output("embedding", layout.embedding());
    finished = true;
    return new Value(layout.scores(), layout.classes(), 1, 1, true);
  }

  /** A value kept within an activation's range and that of the integers that hold it. */
  private Value clamped(Value value, Range activation, Range held) {
    float least = Math.max(activation.least(), held.least());
    float most = Math.min(activation.most(), held.most());
    if (Float.isInfinite(least) && Float.isInfinite(most)) {
      return value;
    }
    String name = name();
    if (least == 0 && Float.isInfinite(most)) {
      graph.node("Relu", List.of(value.name()), name);
    } else {
      graph.constant(name + ".least", new float[] {Math.max(least, -Float.MAX_VALUE)});
      graph.constant(name + ".most", new float[] {Math.min(most, Float.MAX_VALUE)});
      graph.node("Clip", List.of(value.name(), name + ".least", name + ".most"), name);
    }
    return value.called(name);
  }

  private Range activation(int number) {
    return switch (number) {
      case 0 -> Range.ALL;
      case RELU -> new Range(0, Float.POSITIVE_INFINITY);
      case RELU6 -> new Range(0, 6);
      default -> throw otherNetwork("an activation of number " + number);
    };
  }

  private Range range(TfliteOperator operator) {
    return model.tensor(output(operator)).range();
  }

  private int output(TfliteOperator operator) {
    if (operator.outputs().length != 1) {
      throw otherNetwork(operator + " with " + operator.outputs().length + " outputs");
    }
    return operator.outputs()[0];
  }

  private Value value(TfliteOperator operator, int place) {
    Value value = values.get(operator.input(place));
    if (value == null) {
      throw otherNetwork(operator + " of a constant, or of what the network did not compute");
    }
    return value;
  }

  private TfliteTensor constant(TfliteOperator operator, int place) {
    int index = operator.input(place);
    TfliteTensor tensor = widened.getOrDefault(index, model.tensor(index));
    if (!tensor.isConstant()) {
      throw otherNetwork(operator + " whose " + tensor + " is not in the file");
    }
    return tensor;
  }

  private float[] values(TfliteTensor tensor) {
    float[] values = tensor.floats();
    constants += values.length;
    if (constants > TfliteTensor.MOST_VALUES) {
      throw otherNetwork("more than " + TfliteTensor.MOST_VALUES + " weights");
    }
    return values;
  }

  private String name() {
    return "n" + names++;
  }

  private UserError otherNetwork(String given) {
    return model.other(given, layout.toString());
  }
}
