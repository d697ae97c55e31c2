package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A plain element type of NumPy, such as {@code f8}; its state says the byte order. */
final class NumpyType implements PickleMachine.Buildable {
  private final char kind;
  private final int bytes;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** A type by its short name. */
  NumpyType(String name) {
    String plain = name.replaceFirst("^[<>|=]", "");
    if (!plain.matches("b1|[iu][1248]|f[248]")) {
      throw new MalformedException("its pickle has the NumPy type " + UserError.printable(name));
    }
    if (name.startsWith(">")) {
      order = ByteOrder.BIG_ENDIAN;
    }
    kind = plain.charAt(0);
    bytes = plain.charAt(1) - '0';
  }

  /** (version, byte order, ...). */
  @Override
  public void build(Object state, PickleInput memory) {
    Tuple values = PickleValues.tuple(state);
    if (values.size() < 2) {
      throw new MalformedException("its pickle has a NumPy type without a byte order");
    }
    order = ">".equals(values.get(1)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  boolean isFloat() {
    return kind == 'f';
  }

  int bytes() {
    return bytes;
  }

  /** The element at a byte. */
  Object read(byte[] data, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(data).order(order);
    if (kind == 'f') {
      return switch (bytes) {
        case 2 -> (double) Tensor.halfToFloat(buffer.getShort(at));
        case 4 -> (double) buffer.getFloat(at);
        default -> buffer.getDouble(at);
      };
    }
    long value =
        switch (bytes) {
          case 1 -> buffer.get(at);
          case 2 -> buffer.getShort(at);
          case 4 -> buffer.getInt(at);
          default -> buffer.getLong(at);
        };
    if (kind == 'b') {
      return value != 0;
    }
    return kind == 'u' && bytes < 8 ? value & ((1L << (8 * bytes)) - 1) : value;
  }
}
