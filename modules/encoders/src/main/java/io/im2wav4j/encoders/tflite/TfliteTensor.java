package io.im2wav4j.encoders.tflite;

import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.encoders.tflite.FlatBuffer.Table;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A tensor of a {@link TfliteModel}: an activation, or a constant whose bytes are in the file. */
final class TfliteTensor {
  /** Values of the largest constant. */
  static final int MOST_VALUES = 1 << 23;

  private static final int MOST_DIMENSIONS = 8;

  /** The types of the schema, by number. */
  private enum Type {
    FLOAT32(4),
    FLOAT16(2),
    INT32(4),
    UINT8(1),
    INT64(8),
    STRING(0),
    BOOL(0),
    INT16(2),
    COMPLEX64(0),
    INT8(1);

    private static final List<Type> ALL = List.of(values());

    private final int size;

    Type(int size) {
      this.size = size;
    }
  }

  /** What an activation can be; infinite where it is a float. */
  record Range(float least, float most) {
    static final Range ALL = new Range(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  private final FlatBuffer file;
  private final String name;
  private final int[] shape;
  private final int type;
  private final ByteBuffer data;
  private final Table quantization;

  TfliteTensor(FlatBuffer file, Table table, ByteBuffer data) {
    this.file = file;
    this.shape = table.ints(0, MOST_DIMENSIONS);
    this.type = table.int8(1, 0);
    this.name = table.text(3);
    this.quantization = table.table(4);
    this.data = data;
  }

  int[] shape() {
    return shape.clone();
  }

  boolean isConstant() {
    return data.hasRemaining();
  }

  /** A constant's integers. */
  int[] ints() {
    long count = count();
    if (type != Type.INT32.ordinal()) {
      throw file.broken(this + ", where 32-bit integers are needed");
    }
    int[] out = new int[(int) count];
    data.duplicate().order(data.order()).asIntBuffer().get(out);
    return out;
  }

  /**
   * A constant's values, row-major: (stored - zero point) x scale where it is quantised, as a whole
   * or slice by slice.
   */
  float[] floats() {
    int count = count();
    ByteBuffer in = data.duplicate().order(data.order());
    float[] out = new float[count];
    switch (type()) {
      case FLOAT32 -> in.asFloatBuffer().get(out);
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          out[i] = Tensor.halfToFloat(in.getShort(2 * i));
        }
      }
      case INT8, UINT8, INT16, INT32, INT64 -> dequantise(in, out);
      default -> throw file.broken(this + ", where numbers are needed");
    }
    return out;
  }

  private void dequantise(ByteBuffer in, float[] out) {
    float[] scales = scales(MOST_VALUES);
    long[] zeros = zeroPoints(scales.length);
    int axis = scales.length == 1 ? 0 : quantization.int32(6, 0);
    if (axis < 0 || axis >= Math.max(1, shape.length)) {
      throw file.broken(this + ", quantised along an axis that it has not");
    }
    if (scales.length > 1 && scales.length != shape[axis]) {
      throw file.broken(this + " with " + scales.length + " scales");
    }
    int inner = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    Type kind = type();
    for (int i = 0; i < out.length; i++) {
      int slice = scales.length == 1 ? 0 : i / inner % scales.length;
      out[i] = (stored(in, kind, i) - zeros[slice]) * scales[slice];
    }
  }

  private static long stored(ByteBuffer in, Type kind, int index) {
    return switch (kind) {
      case INT8 -> in.get(index);
      case UINT8 -> in.get(index) & 0xFF;
      case INT16 -> in.getShort(2 * index);
      case INT32 -> in.getInt(4 * index);
      default -> in.getLong(8 * index);
    };
  }

  private float[] scales(int most) {
    float[] scales = quantization == null ? new float[0] : quantization.floats(2, most);
    if (scales.length == 0) {
      throw file.broken(this + ", whole numbers without a scale");
    }
    for (float scale : scales) {
      if (!(scale > 0) || Float.isInfinite(scale)) {
        throw file.broken(this + " with a scale of " + scale);
      }
    }
    return scales;
  }

  private long[] zeroPoints(int count) {
    long[] zeros = quantization.longs(3, count);
    if (zeros.length == 0) {
      return new long[count];
    }
    if (zeros.length != count) {
      throw file.broken(this + " with " + zeros.length + " zero points");
    }
    return zeros;
  }

  /** Between which values an activation is kept by the integers that hold it. */
  Range range() {
    int bits =
        switch (type()) {
          case INT8, UINT8 -> 8;
          case INT16 -> 16;
          case FLOAT32, FLOAT16 -> 0;
          default -> throw file.broken(this + " as an activation");
        };
    if (bits == 0) {
      return Range.ALL;
    }
    float scale = scales(1)[0];
    long zero = zeroPoints(1)[0];
    long least = type() == Type.UINT8 ? 0 : -(1L << (bits - 1));
    return new Range((least - zero) * scale, (least + (1L << bits) - 1 - zero) * scale);
  }

  private Type type() {
    if (type < 0 || type >= Type.ALL.size()) {
      throw file.broken("tensor '" + name + "' of type " + type + ", which is not known here");
    }
    return Type.ALL.get(type);
  }

  /** How many values a constant has, its bytes being as many as that needs. */
  private int count() {
    long count = 1;
    for (int size : shape) {
      count = size < 0 || size > MOST_VALUES ? Long.MAX_VALUE : count * size;
      if (count > MOST_VALUES) {
        throw file.broken(this + ", larger than any of these networks has");
      }
    }
    if (count * type().size != data.limit() || count == 0) {
      throw file.broken(this + " with " + data.limit() + " bytes in the file");
    }
    return (int) count;
  }

  @Override
  public String toString() {
    String kind = type < 0 || type >= Type.ALL.size() ? "type " + type : type().name();
    return "tensor '"
        + name
        + "' "
        + kind
        + Arrays.stream(shape)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", ", " [", "]"));
  }
}
