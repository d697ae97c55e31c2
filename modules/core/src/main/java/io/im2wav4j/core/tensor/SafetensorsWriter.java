package io.im2wav4j.core.tensor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Writes a safetensors file atomically; the same tensors in the same order give the same bytes. */
public final class SafetensorsWriter {
  private SafetensorsWriter() {}

  /** Writes {@code tensors} in the map's order. */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    byte[] header = header(tensors, metadata);
    AtomicFiles.write(
        file,
        out -> {
          ByteBuffer length =
              ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
          out.write(length.array());
          out.write(header);
          WritableByteChannel channel = Channels.newChannel(out);
          for (Tensor tensor : tensors.values()) {
            writeFully(channel, tensor.data().duplicate());
          }
        });
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }

  private static byte[] header(Map<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode root = Json.mapper().createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode meta = root.putObject("__metadata__");
      metadata.forEach(meta::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      ObjectNode node = root.putObject(e.getKey());
      node.put("dtype", e.getValue().type().name());
      ArrayNode shape = node.putArray("shape");
      for (long size : e.getValue().shape()) {
        shape.add(size);
      }
      ArrayNode offsets = node.putArray("data_offsets");
      offsets.add(offset);
      offset += e.getValue().data().remaining();
      offsets.add(offset);
    }
    byte[] json = Json.line(root).getBytes(StandardCharsets.UTF_8);
    // Readers map the data: padding the header keeps it aligned to 8 bytes.
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
