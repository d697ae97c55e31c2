package io.im2wav4j.core.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a safetensors file: an 8-byte little-endian header length, a JSON header, raw data. The
 * header is checked whole (length, types, shapes, offsets inside the file, no overlap) before any
 * tensor is read; data is mapped, not copied.
 */
public final class SafetensorsReader implements AutoCloseable {
  private static final long MAX_HEADER = 64L << 20;

  private record Entry(ElementType type, long[] shape, long begin, long end) {}

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private long dataStart;
  private long dataSize;
  private ByteBuffer whole;

  private SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens and checks a file. */
  public static SafetensorsReader open(Path file) {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be opened (" + e.getClass().getSimpleName() + ")",
          "a safetensors file",
          "Check the path; was the stage that writes it run?",
          e);
    }
    SafetensorsReader reader = new SafetensorsReader(file, channel);
    try {
      reader.readHeader();
      return reader;
    } catch (IOException e) {
      reader.close();
      throw reader.broken("unreadable (" + e.getMessage() + ")");
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** All tensors of a small file, copied to the heap; the file is closed again. */
  public static Map<String, Tensor> readAll(Path file) {
    try (SafetensorsReader reader = open(file)) {
      Map<String, Tensor> all = new LinkedHashMap<>();
      for (String name : reader.names()) {
        Tensor mapped = reader.get(name);
        ByteBuffer copy = ByteBuffer.allocate(mapped.data().remaining());
        copy.put(mapped.data().duplicate()).flip();
        all.put(name, new Tensor(mapped.type(), mapped.shape(), copy));
      }
      return all;
    }
  }

  private void readHeader() throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw broken("the file has " + size + " bytes");
    }
    long headerLength = read(0, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > size - 8) {
      throw broken("header length " + headerLength + " in a file of " + size + " bytes");
    }
    dataStart = 8 + headerLength;
    dataSize = size - dataStart;
    ByteBuffer header = read(8, (int) headerLength);
    JsonNode root;
    try {
      root = Json.mapper().readTree(header.array());
    } catch (IOException e) {
      throw broken("the header is not JSON");
    }
    if (root == null || !root.isObject()) {
      throw broken("the header is not a JSON object");
    }
    root.properties().forEach(e -> readEntry(e.getKey(), e.getValue(), size - dataStart));
    checkOverlap();
  }

  private void readEntry(String name, JsonNode node, long dataSize) {
    if (name.equals("__metadata__")) {
      node.properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      return;
    }
    ElementType type;
    try {
      type = ElementType.valueOf(node.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw broken("tensor '" + name + "' has type '" + node.path("dtype").asText() + "'");
    }
    JsonNode sizes = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!sizes.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw broken("tensor '" + name + "' lacks shape or data_offsets");
    }
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).asLong(-1);
      if (shape[i] < 0) {
        throw broken("tensor '" + name + "' has the size " + sizes.get(i));
      }
    }
    long begin = offsets.get(0).asLong(-1);
    long end = offsets.get(1).asLong(-1);
    long bytes;
    try {
      bytes = Math.multiplyExact(Tensor.elements(shape), (long) type.bytes());
    } catch (ArithmeticException e) {
      throw broken("tensor '" + name + "' is larger than any file");
    }
    if (begin < 0 || end > dataSize || begin > end || end - begin != bytes) {
      throw broken(
          "tensor '"
              + name
              + "' of "
              + bytes
              + " bytes lies at "
              + begin
              + ".."
              + end
              + " of "
              + dataSize
              + " bytes of data");
    }
    entries.put(name, new Entry(type, shape, begin, end));
  }

  private void checkOverlap() {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).getValue().begin() < sorted.get(i - 1).getValue().end()) {
        throw broken(
            "tensors '"
                + sorted.get(i - 1).getKey()
                + "' and '"
                + sorted.get(i).getKey()
                + "' overlap");
      }
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file ends at byte " + (position + buffer.position()));
      }
    }
    return buffer.flip();
  }

  private UserError broken(String what) {
    return new UserError(
        file.toString(),
        what,
        "a whole safetensors file",
        "The file is damaged or cut off: make or copy it again");
  }

  /** Names in the order of the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** The file's {@code __metadata__}. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /** The shape of a tensor. */
  public long[] shape(String name) {
    return entry(name).shape().clone();
  }

  /**
   * A tensor whose data is a read-only view of the file, valid while this reader is open and after.
   * Any number of threads may read.
   */
  public Tensor get(String name) {
    Entry entry = entry(name);
    try {
      long length = entry.end() - entry.begin();
      ByteBuffer data =
          dataSize <= Integer.MAX_VALUE
              ? mapped().slice((int) entry.begin(), (int) length)
              : channel.map(FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), length);
      return new Tensor(entry.type(), entry.shape(), data);
    } catch (IOException e) {
      throw broken("tensor '" + name + "' is unreadable (" + e.getMessage() + ")");
    }
  }

  /** One mapping for all tensors: a system allows some 65,000 mappings, a shard may hold more. */
  private synchronized ByteBuffer mapped() throws IOException {
    if (whole == null) {
      whole =
          dataSize == 0
              ? ByteBuffer.allocate(0)
              : channel.map(FileChannel.MapMode.READ_ONLY, dataStart, dataSize);
    }
    return whole;
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new UserError(
          file.toString(),
          "no tensor '" + name + "'",
          "one of its " + entries.size() + " tensors",
          "Is this the right file?");
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("closing " + file, e);
    }
  }
}
