package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a value as PyTorch pickles it, in protocol 2. Tensors become references to storages; one
 * {@link Tensor} met twice is one storage, as a tied weight is.
 */
final class PickleWriter {
  private static final Map<ElementType, String> STORAGES =
      Map.of(
          ElementType.F64, "DoubleStorage",
          ElementType.F32, "FloatStorage",
          ElementType.F16, "HalfStorage",
          ElementType.BF16, "BFloat16Storage",
          ElementType.I64, "LongStorage",
          ElementType.I32, "IntStorage",
          ElementType.I16, "ShortStorage",
          ElementType.I8, "CharStorage",
          ElementType.U8, "ByteStorage",
          ElementType.BOOL, "BoolStorage");
  private static final String ORDERED = "ccollections\nOrderedDict\n)R";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Tensor, String> keys = new IdentityHashMap<>();
  private final Map<String, Tensor> storages = new LinkedHashMap<>();

  /** The pickle of a value; its tensors are then in {@link #storages()}. */
  byte[] write(Object root) {
    ascii("\u0080\2");
    value(root);
    ascii(".");
    return out.toByteArray();
  }

  /** The tensors by storage key, in the order met. */
  Map<String, Tensor> storages() {
    return storages;
  }

  private void value(Object value) {
    if (value == null) {
      ascii("N");
    } else if (value instanceof Boolean flag) {
      ascii(flag ? "\u0088" : "\u0089");
    } else if (value instanceof Integer || value instanceof Long) {
      integer(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      bigInteger(number);
    } else if (value instanceof Double || value instanceof Float) {
      out.write('G');
      out.writeBytes(ByteBuffer.allocate(8).putDouble(((Number) value).doubleValue()).array());
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof Tensor tensor) {
      tensor(tensor);
    } else if (value instanceof Tuple tuple) {
      ascii("(");
      tuple.forEach(this::value);
      ascii("t");
    } else if (value instanceof List<?> list) {
      ascii("](");
      list.forEach(this::value);
      ascii("e");
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else {
      throw new IllegalArgumentException("a " + value.getClass() + " cannot be pickled");
    }
  }

  private void map(Map<?, ?> map) {
    boolean stateDict = !map.isEmpty() && map.values().stream().allMatch(Tensor.class::isInstance);
    ascii(stateDict ? ORDERED + "(" : "}(");
    map.forEach(
        (key, child) -> {
          value(key);
          value(child);
        });
    ascii("u");
  }

  private void integer(long value) {
    if (value >= 0 && value < 256) {
      out.write('K');
      out.write((int) value);
    } else if (value == (int) value) {
      out.write('J');
      little(4, value);
    } else {
      bigInteger(BigInteger.valueOf(value));
    }
  }

  private void bigInteger(BigInteger value) {
    byte[] big = value.toByteArray();
    if (big.length > 255) {
      throw new IllegalArgumentException("an integer of " + big.length + " bytes");
    }
    out.write(0x8a);
    out.write(big.length);
    for (int i = big.length - 1; i >= 0; i--) {
      out.write(big[i]);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    little(4, bytes.length);
    out.writeBytes(bytes);
  }

  /** Types that have a storage class; others are for {@code torch.save} itself. */
  static Set<ElementType> types() {
    return STORAGES.keySet();
  }

  private void tensor(Tensor tensor) {
    if (!STORAGES.containsKey(tensor.type())) {
      throw new IllegalArgumentException("no storage class for " + tensor.type());
    }
    String key = keys.computeIfAbsent(tensor, t -> String.valueOf(keys.size()));
    storages.put(key, tensor);
    ascii("ctorch._utils\n_rebuild_tensor_v2\n((");
    text("storage");
    ascii("ctorch\n" + STORAGES.get(tensor.type()) + "\n");
    text(key);
    text("cpu");
    integer(tensor.size());
    ascii("tQK\0");
    Object[] shape = new Object[tensor.shape().length];
    Object[] stride = new Object[shape.length];
    long step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      shape[i] = tensor.shape()[i];
      stride[i] = step;
      step *= Math.max(1, tensor.shape()[i]);
    }
    value(Tuple.of(shape));
    value(Tuple.of(stride));
    ascii("\u0089" + ORDERED + "tR");
  }

  private void little(int bytes, long value) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(all, 0, bytes);
  }

  private void ascii(String opcodes) {
    out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
