package io.im2wav4j.encoders.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message of protocol buffers: fields in the order in which they are added. */
final class ProtocolBuffer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtocolBuffer number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  ProtocolBuffer bytes(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  ProtocolBuffer text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtocolBuffer part(int field, ProtocolBuffer value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** Seven bits a byte, the lowest first. */
  private void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      out.write((int) (rest & 0x7F | 0x80));
    }
    out.write((int) rest);
  }
}
