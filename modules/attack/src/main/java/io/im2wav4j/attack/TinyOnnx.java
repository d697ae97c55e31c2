package io.im2wav4j.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

/** ONNX graphs as protocol buffers, written by hand. */
final class TinyOnnx {
  private TinyOnnx() {}

  /** y = x + x, for x of [N, 4]. */
  static byte[] doubling() {
    return model(node("Add", "x", "x", "y"), 4);
  }

  /** A model of one node, or of any bytes in its place. */
  static byte[] model(byte[] node, long width, byte[]... more) {
    byte[] graph =
        SeedFiles.join(
            field(1, node),
            field(2, text("g")),
            SeedFiles.join(more),
            field(11, value("x", width)),
            field(12, value("y", width)));
    byte[] opset = number(2, 13);
    return SeedFiles.join(number(1, 7), field(7, graph), field(8, opset));
  }

  /** A node: its operator, its inputs, and its output at the end. */
  static byte[] node(String operator, String... names) {
    byte[] out = new byte[0];
    for (int i = 0; i < names.length; i++) {
      out = SeedFiles.join(out, field(i < names.length - 1 ? 1 : 2, text(names[i])));
    }
    return SeedFiles.join(out, field(4, text(operator)));
  }

  private static byte[] value(String name, long width) {
    byte[] batch = field(1, field(2, text("N")));
    byte[] shape = SeedFiles.join(batch, field(1, number(1, width)));
    byte[] tensor = SeedFiles.join(number(1, 1), field(2, shape));
    return SeedFiles.join(field(1, text(name)), field(2, field(1, tensor)));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  /** A field of bytes. */
  static byte[] field(int field, byte[] content) {
    return SeedFiles.join(varint(field << 3 | 2), varint(content.length), content);
  }

  /** A field of one number. */
  static byte[] number(int field, long value) {
    return SeedFiles.join(varint(field << 3), varint(value));
  }

  private static byte[] varint(long value) {
    byte[] out = new byte[10];
    int n = 0;
    for (; (value & ~0x7FL) != 0; value >>>= 7) {
      out[n++] = (byte) (value & 0x7F | 0x80);
    }
    out[n++] = (byte) value;
    return java.util.Arrays.copyOf(out, n);
  }
}
