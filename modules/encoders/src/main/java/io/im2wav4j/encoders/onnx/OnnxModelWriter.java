package io.im2wav4j.encoders.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes an ONNX file, a protocol buffer whose numbers are the fields of onnx.proto: nodes in the
 * order in which they are added, in opset 13. All that is said is written, unchecked.
 */
public final class OnnxModelWriter {
  private static final int FORMAT_VERSION = 7;
  private static final int OPERATOR_SET = 13;
  private static final int FLOAT32 = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INTEGER = 2;
  private static final int ATTRIBUTE_TEXT = 3;
  private static final int ATTRIBUTE_INTEGERS = 7;

  private final ProtocolBuffer graph = new ProtocolBuffer();

  /** A setting of a node. */
  public static final class Attribute {
    private final ProtocolBuffer message = new ProtocolBuffer();

    private Attribute(String name, int type) {
      message.text(1, name).number(20, type);
    }

    /** A whole number. */
    public static Attribute of(String name, long value) {
      Attribute attribute = new Attribute(name, ATTRIBUTE_INTEGER);
      attribute.message.number(3, value);
      return attribute;
    }

    /** A text. */
    public static Attribute of(String name, String value) {
      Attribute attribute = new Attribute(name, ATTRIBUTE_TEXT);
      attribute.message.text(4, value);
      return attribute;
    }

    /** Whole numbers. */
    public static Attribute of(String name, long[] values) {
      Attribute attribute = new Attribute(name, ATTRIBUTE_INTEGERS);
      Arrays.stream(values).forEach(value -> attribute.message.number(8, value));
      return attribute;
    }
  }

  /** A graph of this name without nodes. */
  public OnnxModelWriter(String name) {
    graph.text(2, name);
  }

  /** Adds a node with one output. */
  public void node(String operator, List<String> inputs, String output, Attribute... attributes) {
    ProtocolBuffer node = new ProtocolBuffer();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operator);
    for (Attribute attribute : attributes) {
      node.part(5, attribute.message);
    }
    graph.part(1, node);
  }

  /** Adds a constant of 32-bit floats, row-major. */
  public void constant(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    constant(name, FLOAT32, raw, shape);
  }

  /** Adds a constant of 64-bit integers. */
  public void constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    constant(name, INT64, raw, values.length);
  }

  private void constant(String name, int type, ByteBuffer raw, long... shape) {
    ProtocolBuffer tensor = new ProtocolBuffer();
    Arrays.stream(shape).forEach(size -> tensor.number(1, size));
    graph.part(5, tensor.number(2, type).text(8, name).bytes(9, raw.array()));
  }

  /** Adds an input of 32-bit floats, [N, sizes...]. */
  public void input(String name, long... sizes) {
    graph.part(11, port(name, sizes));
  }

  /** Adds an output of 32-bit floats, [N, sizes...]. */
  public void output(String name, long... sizes) {
    graph.part(12, port(name, sizes));
  }

  private static ProtocolBuffer port(String name, long... sizes) {
    ProtocolBuffer shape = new ProtocolBuffer();
    shape.part(1, new ProtocolBuffer().text(2, "N"));
    Arrays.stream(sizes).forEach(size -> shape.part(1, new ProtocolBuffer().number(1, size)));
    ProtocolBuffer tensor = new ProtocolBuffer().number(1, FLOAT32).part(2, shape);
    return new ProtocolBuffer().text(1, name).part(2, new ProtocolBuffer().part(1, tensor));
  }

  /**
   * The file.
   *
   * @param properties what is noted in it, in this order
   */
  public byte[] bytes(Map<String, String> properties) {
    ProtocolBuffer model = new ProtocolBuffer();
    model.number(1, FORMAT_VERSION).text(2, "im2wav4j").part(7, graph);
    model.part(8, new ProtocolBuffer().text(1, "").number(2, OPERATOR_SET));
    properties.forEach(
        (key, value) -> model.part(14, new ProtocolBuffer().text(1, key).text(2, value)));
    return model.toBytes();
  }
}
