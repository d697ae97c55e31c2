package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * A tensor in a checkpoint, whose numbers are still in the file: a window onto a storage, which
 * other tensors may share.
 */
public final class TensorRef {
  /** A view may repeat its storage's elements up to this many. */
  private static final long MOST_REPEATED = 1 << 20;

  /**
   * A block of bytes in the file, or a part of one.
   *
   * @param type of its elements
   * @param key name of the block
   * @param blockBytes length of the whole block
   * @param from first byte of the part
   * @param bytes length of the part
   */
  record Storage(ElementType type, String key, long blockBytes, long from, long bytes) {}

  private final ElementType type;
  private final Storage storage;
  private final long offset;
  private final long[] shape;
  private final long[] stride;

  private TensorRef(Storage storage, ElementType type, long offset, long[] shape, long[] stride) {
    this.storage = storage;
    this.type = type;
    this.offset = offset;
    this.shape = shape;
    this.stride = stride;
    check();
  }

  /** (storage, offset, shape, stride, ...). */
  static Object rebuilt(PickleArguments arguments) {
    Storage storage = storage(arguments);
    return new TensorRef(
        storage,
        storage.type,
        arguments.integer(1),
        PickleValues.sizes(arguments.get(2)),
        PickleValues.sizes(arguments.get(3)));
  }

  /** (storage of bytes, offset, shape, stride, gradient, hooks, type). */
  static Object rebuiltFromBytes(PickleArguments arguments) {
    if (!(arguments.get(6) instanceof ElementType type)) {
      throw new MalformedException("its pickle has a tensor of no known type");
    }
    return new TensorRef(
        storage(arguments),
        type,
        arguments.integer(1),
        PickleValues.sizes(arguments.get(2)),
        PickleValues.sizes(arguments.get(3)));
  }

  private static Storage storage(PickleArguments arguments) {
    arguments.memory().charge(256);
    if (arguments.get(0) instanceof Storage storage) {
      return storage;
    }
    throw new MalformedException("its pickle has a tensor without a storage");
  }

  private void check() {
    boolean fits = offset >= 0 && stride.length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] >= 0 && stride[i] >= 0;
    }
    long held = storage.bytes / type.bytes();
    try {
      if (!fits || elements() > 0 && last() >= held) {
        throw new MalformedException("a tensor reaches beyond its storage " + storage.key);
      }
      if (elements() > Math.max(held, MOST_REPEATED)) {
        throw new MalformedException(
            "a tensor repeats the " + held + " elements of storage " + storage.key);
      }
    } catch (ArithmeticException e) {
      throw new MalformedException("a tensor is larger than any storage");
    }
  }

  private long elements() {
    long n = 1;
    for (long size : shape) {
      n = Math.multiplyExact(n, size);
    }
    return n;
  }

  private long last() {
    long last = offset;
    for (int i = 0; i < shape.length; i++) {
      last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, stride[i]));
    }
    return last;
  }

  /** The element type. */
  public ElementType type() {
    return type;
  }

  /** The sizes; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  Storage storage() {
    return storage;
  }

  /** The first byte that is needed, counted from the start of the storage's block. */
  long firstByte() {
    return storage.from + offset * type.bytes();
  }

  /** How many bytes are needed from there on. */
  long span() {
    return elements() == 0 ? 0 : (last() - offset + 1) * type.bytes();
  }

  /** The tensor from the {@link #span()} bytes at {@link #firstByte()}, row by row. */
  Tensor read(ByteBuffer data) {
    if (contiguous() || elements() == 0) {
      return new Tensor(type, shape.clone(), data);
    }
    int size = type.bytes();
    long elements = elements();
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(elements * size));
    long[] index = new long[shape.length];
    for (long n = 0; n < elements; n++) {
      long at = 0;
      for (int i = 0; i < index.length; i++) {
        at += index[i] * stride[i];
      }
      out.put(out.position(), data, (int) at * size, size);
      out.position(out.position() + size);
      for (int i = index.length - 1; i >= 0 && ++index[i] == shape[i]; i--) {
        index[i] = 0;
      }
    }
    return new Tensor(type, shape.clone(), out.flip());
  }

  private boolean contiguous() {
    long expected = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] != 1 && stride[i] != expected) {
        return false;
      }
      expected *= shape[i];
    }
    return true;
  }

  /** The bytes that it takes when read. */
  long bytes() {
    return elements() * type.bytes();
  }
}
