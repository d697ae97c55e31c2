package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.Arrays;

/** An array of NumPy as nested lists of numbers, read from its bytes when asked. */
final class NumpyArray extends AbstractList<Object> implements PickleMachine.Buildable {
  private NumpyType type;
  private byte[] data = {};
  private long[] shape = {0};
  private int from;

  /** An empty array, to be filled by its state. */
  NumpyArray() {}

  private NumpyArray(NumpyType type, byte[] data, long[] shape, int from) {
    this.type = type;
    this.data = data;
    this.shape = shape;
    this.from = from;
  }

  /** (type, bytes): one number. */
  static Object scalar(PickleArguments arguments) {
    NumpyType type = type(arguments.get(0));
    byte[] data = PickleValues.bytes(arguments.get(1));
    if (data.length != type.bytes()) {
      throw new MalformedException("its pickle has a NumPy number of another length");
    }
    return type.read(data, 0);
  }

  /** (bytes, type, shape, order). */
  static Object fromBuffer(PickleArguments arguments) {
    NumpyArray array = new NumpyArray();
    array.fill(arguments.get(2), arguments.get(1), !"C".equals(arguments.get(3)), arguments.get(0));
    return array;
  }

  /** (version, shape, type, whether columns come first, bytes). */
  @Override
  public void build(Object state, PickleInput memory) {
    Tuple values = PickleValues.tuple(state);
    if (values.size() != 5) {
      throw new MalformedException("its pickle has a NumPy array of an unknown version");
    }
    fill(values.get(1), values.get(2), Boolean.TRUE.equals(values.get(3)), values.get(4));
  }

  private void fill(Object sizes, Object elementType, boolean columnsFirst, Object bytes) {
    type = type(elementType);
    data = PickleValues.bytes(bytes);
    shape = PickleValues.sizes(sizes);
    long left = data.length / type.bytes();
    boolean fits = data.length % type.bytes() == 0;
    for (long size : shape) {
      fits &= size > 0 && left % size == 0;
      left = fits ? left / size : 0;
    }
    if (data.length == 0) {
      shape = new long[] {0};
    } else if (!fits || left != 1) {
      throw new MalformedException("its pickle has a NumPy array of another length");
    } else if (columnsFirst && shape.length > 1) {
      data = rowsFirst();
    }
  }

  /** The bytes with the last index running fastest instead of the first. */
  private byte[] rowsFirst() {
    int size = type.bytes();
    byte[] out = new byte[data.length];
    long[] index = new long[shape.length];
    for (int to = 0; to < out.length; to += size) {
      long at = 0;
      for (int i = shape.length - 1; i >= 0; i--) {
        at = at * shape[i] + index[i];
      }
      System.arraycopy(data, Math.toIntExact(at * size), out, to, size);
      for (int i = shape.length - 1; i >= 0 && ++index[i] == shape[i]; i--) {
        index[i] = 0;
      }
    }
    return out;
  }

  /** Whether it holds what a network computes with. */
  boolean isOfFloats() {
    return type != null && type.isFloat() && shape.length > 0;
  }

  /** Its sizes. */
  long[] shape() {
    return shape.clone();
  }

  /** Its numbers as a tensor of doubles, or of floats where it has no more. */
  Tensor tensor() {
    int count = data.length / type.bytes();
    boolean wide = type.bytes() == Double.BYTES;
    ByteBuffer out =
        ByteBuffer.allocate(count * (wide ? Double.BYTES : Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      double value = (Double) type.read(data, i * type.bytes());
      if (wide) {
        out.putDouble(value);
      } else {
        out.putFloat((float) value);
      }
    }
    return new Tensor(wide ? ElementType.F64 : ElementType.F32, shape.clone(), out.flip());
  }

  private static NumpyType type(Object value) {
    if (value instanceof NumpyType type) {
      return type;
    }
    throw new MalformedException("its pickle has NumPy values without a type");
  }

  @Override
  public Object get(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    int at = from + index * (elements() / size()) * type.bytes();
    return shape.length < 2
        ? type.read(data, at)
        : new NumpyArray(type, data, Arrays.copyOfRange(shape, 1, shape.length), at);
  }

  private int elements() {
    long n = 1;
    for (long size : shape) {
      n *= size;
    }
    return Math.toIntExact(n);
  }

  /** The first size; 1 for an array without axes. */
  @Override
  public int size() {
    return shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
  }
}
