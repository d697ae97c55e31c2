package io.im2wav4j.core.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.PlainFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a safetensors file: an 8-byte little-endian header length, a JSON header, raw data. The
 * header is checked whole (length, types, shapes, offsets inside the file, no tensor over another
 * and no byte between them) before any tensor is read; data is mapped, not copied.
 */
public final class SafetensorsReader implements AutoCloseable {
  private static final long MAX_HEADER = 16L << 20;

  private static final int MOST_AXES = 64;

  private static final int PIECE = 1 << 20;

  /** Type is null where a type of this name is not known. */
  private record Entry(String dtype, ElementType type, long[] shape, long begin, long end) {}

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
    PlainFile.require(file, "a safetensors file");
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
      throw reader.unread("cannot be read (" + e.getMessage() + ")");
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
    try {
      readEntries(read(8, (int) headerLength).array());
    } catch (CharacterCodingException e) {
      throw broken("the header is not UTF-8");
    } catch (JsonProcessingException e) {
      throw broken(
          "the header is not JSON as expected ("
              + UserError.printable(e.getOriginalMessage())
              + ")");
    }
    checkLayout();
  }

  /** Reads the JSON token by token: a tree of it could take many times its size. */
  private void readEntries(byte[] header) throws IOException {
    if (header[0] != '{') {
      throw broken("the header is not a JSON object");
    }
    // From bytes, the parser would guess among encodings.
    Reader text =
        new InputStreamReader(
            new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser json = Json.mapper().getFactory().createParser(text)) {
      json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw broken("'" + UserError.printable(name) + "' is not described by an object");
        }
        if (name.equals("__metadata__")) {
          readMetadata(json);
        } else {
          readEntry(name, json);
        }
      }
      if (json.nextToken() != null) {
        throw broken("the header goes on after its object");
      }
    }
  }

  private void readMetadata(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw broken("the metadata '" + UserError.printable(key) + "' is not a text");
      }
      metadata.put(key, json.getText());
    }
  }

  private void readEntry(String name, JsonParser json) throws IOException {
    String dtype = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> dtype = text(name, json);
        case "shape" -> shape = sizes(name, json);
        case "data_offsets" -> offsets = sizes(name, json);
        default -> json.skipChildren();
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
      throw broken(called(name) + " lacks dtype, shape or data_offsets");
    }
    addEntry(name, dtype, shape, offsets[0], offsets[1]);
  }

  private String text(String name, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw broken(called(name) + " has a dtype that is no text");
    }
    return json.getText();
  }

  private long[] sizes(String name, JsonParser json) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      throw broken(called(name) + " has no list where sizes should be");
    }
    long[] sizes = new long[MOST_AXES];
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || n == MOST_AXES) {
        throw broken(called(name) + " has the size " + UserError.printable(json.getText()));
      }
      sizes[n] = json.getLongValue();
      if (sizes[n] < 0) {
        throw broken(called(name) + " has the size " + sizes[n]);
      }
      n++;
    }
    return Arrays.copyOf(sizes, n);
  }

  private void addEntry(String name, String dtype, long[] shape, long begin, long end) {
    ElementType type =
        Arrays.stream(ElementType.values())
            .filter(t -> t.name().equals(dtype))
            .findFirst()
            .orElse(null);
    long bytes;
    try {
      long elements = Tensor.elements(shape);
      bytes = type == null ? end - begin : Math.multiplyExact(elements, (long) type.bytes());
    } catch (ArithmeticException e) {
      throw broken(called(name) + " is larger than any file");
    }
    if (end > dataSize || begin > end || end - begin != bytes) {
      throw broken(
          called(name)
              + " of "
              + bytes
              + " bytes lies at "
              + begin
              + ".."
              + end
              + " of "
              + dataSize
              + " bytes of data");
    }
    entries.put(name, new Entry(dtype, type, shape, begin, end));
  }

  private static String called(String name) {
    return "tensor '" + UserError.printable(name) + "'";
  }

  /** The tensors must cover the data: each byte belongs to one of them. */
  private void checkLayout() {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long covered = 0;
    String before = "the header";
    for (Map.Entry<String, Entry> e : sorted) {
      long begin = e.getValue().begin();
      if (begin < covered) {
        throw broken(before + " and " + called(e.getKey()) + " overlap");
      }
      if (begin > covered) {
        throw broken(
            "there is a hole of " + (begin - covered) + " bytes before " + called(e.getKey()));
      }
      covered = e.getValue().end();
      before = called(e.getKey());
    }
    if (covered != dataSize) {
      throw broken("the last " + (dataSize - covered) + " bytes belong to no tensor");
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      // A channel takes room outside the heap for as much as it is asked for, and keeps it.
      buffer.limit(Math.min(length, buffer.position() + PIECE));
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file ends at byte " + (position + buffer.position()));
      }
      buffer.limit(length);
    }
    return buffer.flip();
  }

  private UserError unread(String what) {
    return new UserError(
        file.toString(),
        what,
        "a file on a disk that answers",
        "Check the disk or the network drive that it lies on");
  }

  private UserError broken(String what) {
    UserError kind = ForeignFile.named(file, "a safetensors file");
    if (kind != null) {
      return kind;
    }
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
    Entry entry = readable(name);
    try {
      long length = entry.end() - entry.begin();
      checkSize(name, length);
      ByteBuffer data =
          dataSize <= Integer.MAX_VALUE
              ? mapped().slice((int) entry.begin(), (int) length)
              : channel.map(FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), length);
      return new Tensor(entry.type(), entry.shape(), data);
    } catch (IOException e) {
      throw unread(called(name) + " cannot be read (" + e.getMessage() + ")");
    }
  }

  private void checkSize(String name, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new UserError(
          file.toString(),
          called(name) + " has " + length + " bytes",
          "tensors below 2 GiB",
          "Save it in parts, or as F16");
    }
  }

  /**
   * A tensor copied to the heap. The pages of a mapping count as memory of the process until the
   * mapping is collected: for large files that are read once, a tensor at a time.
   */
  public Tensor read(String name) {
    Entry entry = readable(name);
    try {
      long length = entry.end() - entry.begin();
      checkSize(name, length);
      return new Tensor(entry.type(), entry.shape(), read(dataStart + entry.begin(), (int) length));
    } catch (IOException e) {
      throw unread(called(name) + " cannot be read (" + e.getMessage() + ")");
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

  private Entry readable(String name) {
    Entry entry = entry(name);
    if (entry.type() == null || !entry.type().readable()) {
      throw ElementType.unreadable(file.toString(), name, entry.dtype());
    }
    return entry;
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
