package io.im2wav4j.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A named block of numbers: row-major, little-endian.
 *
 * @param type element type
 * @param shape sizes; empty for a scalar
 * @param data exactly the elements' bytes, position 0, little-endian
 */
public record Tensor(ElementType type, long[] shape, ByteBuffer data) {

  /** Checks that the bytes are as many as the shape says. */
  public Tensor {
    long expected = elements(shape) * type.bytes();
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " of "
              + type
              + " needs "
              + expected
              + " bytes, given "
              + data.remaining());
    }
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A float tensor. */
  public static Tensor of(float[] values, long... shape) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return new Tensor(ElementType.F32, shape, buffer);
  }

  /** A 32-bit integer tensor. */
  public static Tensor of(int[] values, long... shape) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(values);
    return new Tensor(ElementType.I32, shape, buffer);
  }

  /** Number of elements. */
  public int size() {
    return Math.toIntExact(elements(shape));
  }

  /** The product of the sizes. */
  static long elements(long[] shape) {
    long n = 1;
    for (long s : shape) {
      n = Math.multiplyExact(n, s);
    }
    return n;
  }

  /** The elements as floats, whatever their type. */
  public float[] toFloats() {
    float[] out = new float[size()];
    if (type == ElementType.F32) {
      data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) element(i);
    }
    return out;
  }

  /** The elements as doubles, whatever their type. */
  public double[] toDoubles() {
    double[] out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = element(i);
    }
    return out;
  }

  /** The elements of an integer tensor. */
  public int[] toInts() {
    int[] out = new int[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.toIntExact(integer(i));
    }
    return out;
  }

  private double element(int i) {
    return switch (type) {
      case F64 -> data.getDouble(i * 8);
      case F32 -> data.getFloat(i * 4);
      case F16 -> halfToFloat(data.getShort(i * 2));
      case BF16 -> Float.intBitsToFloat(data.getShort(i * 2) << 16);
      case U64 -> unsigned(data.getLong(i * 8));
      default -> integer(i);
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private long integer(int i) {
    return switch (type) {
      case I64 -> data.getLong(i * 8);
      case I32 -> data.getInt(i * 4);
      case I16 -> data.getShort(i * 2);
      case I8 -> data.get(i);
      case U8, BOOL -> data.get(i) & 0xFF;
      case U16 -> data.getShort(i * 2) & 0xFFFF;
      case U32 -> data.getInt(i * 4) & 0xFFFFFFFFL;
      case U64 -> data.getLong(i * 8);
      default -> throw new IllegalStateException(type + " holds no integers");
    };
  }

  /**
   * IEEE half to float, subnormals and infinities included (JDK 20 has this built in, JDK 17 not).
   */
  public static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1F;
    int mantissa = half & 0x3FF;
    if (exponent == 0) {
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    if (exponent == 31) {
      return Float.intBitsToFloat(sign | 0x7F800000 | (mantissa << 13));
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (mantissa << 13));
  }
}
