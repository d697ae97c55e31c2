package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * A window onto a storage, as PyTorch pickles a tensor.
 *
 * @param storage the numbers
 * @param offset index of the first element
 * @param shape sizes
 * @param stride elements from one index to the next, for each axis
 */
record TensorView(Storage storage, long offset, long[] shape, long[] stride) {

  /**
   * A block of numbers in the archive.
   *
   * @param type element type
   * @param key name of its entry
   * @param elements length
   */
  record Storage(ElementType type, String key, long elements) {}

  TensorView {
    boolean fits = offset >= 0 && stride.length == shape.length;
    long last = offset;
    boolean empty = false;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] >= 0 && stride[i] >= 0;
      empty |= shape[i] == 0;
      last += fits ? Math.multiplyExact(Math.max(0, shape[i] - 1), stride[i]) : 0;
    }
    if (!fits || !empty && last >= storage.elements) {
      throw new IllegalArgumentException("a tensor reaches beyond its storage " + storage.key);
    }
  }

  /** Copies the elements out row by row. */
  Tensor read(ByteBuffer data) {
    int size = storage.type.bytes();
    long elements = 1;
    for (long s : shape) {
      elements = Math.multiplyExact(elements, s);
    }
    int bytes = Math.toIntExact(elements * size);
    if (contiguous()) {
      return new Tensor(storage.type, shape, data.slice(Math.toIntExact(offset * size), bytes));
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    long[] index = new long[shape.length];
    for (long n = 0; n < elements; n++) {
      long at = offset;
      for (int i = 0; i < index.length; i++) {
        at += index[i] * stride[i];
      }
      out.put(data.slice(Math.toIntExact(at * size), size));
      for (int i = index.length - 1; i >= 0 && ++index[i] == shape[i]; i--) {
        index[i] = 0;
      }
    }
    return new Tensor(storage.type, shape, out.flip());
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
}
