package io.im2wav4j.core.archive;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.tensor.Tensor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a checkpoint as {@code torch.save} does: a zip archive of uncompressed entries, the
 * storages at multiples of 64 bytes. The same value gives the same bytes. Tensors are written one
 * by one from where they lie, so that a model that is mapped from a file is never whole in memory.
 */
public final class TorchCheckpointWriter {
  private static final String ROOT = "archive/";
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_BYTES = 30;

  /** The id of the extra field with which PyTorch pads, "FB". */
  private static final int PADDING_ID = 0x4246;

  /** ZipEntry writes an extra field for the first day it knows. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final CountingStream counter;
  private final ZipOutputStream zip;

  private TorchCheckpointWriter(OutputStream out) {
    counter = new CountingStream(out);
    zip = new ZipOutputStream(counter);
  }

  /**
   * Writes a value atomically. It may hold null, booleans, integers, doubles, strings, lists,
   * {@link Tuple}s, maps and {@link Tensor}s. A map of tensors only becomes an OrderedDict, as a
   * state dict is; a tensor met twice is written once.
   */
  public static void write(Path file, Map<String, ?> root) {
    PickleWriter writer = new PickleWriter();
    byte[] pickle = writer.write(root);
    AtomicFiles.write(
        file,
        out -> {
          TorchCheckpointWriter archive = new TorchCheckpointWriter(out);
          archive.entry("data.pkl", ByteBuffer.wrap(pickle));
          archive.entry("byteorder", ascii("little"));
          for (Map.Entry<String, Tensor> storage : writer.storages().entrySet()) {
            archive.entry("data/" + storage.getKey(), storage.getValue().data());
          }
          archive.entry("version", ascii("3\n"));
          archive.zip.finish();
        });
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void entry(String name, ByteBuffer content) throws IOException {
    ZipEntry entry = new ZipEntry(ROOT + name);
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.remaining());
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    entry.setExtra(padding(counter.count + LOCAL_BYTES + entry.getName().length()));
    zip.putNextEntry(entry);
    WritableByteChannel channel = Channels.newChannel(zip);
    ByteBuffer left = content.duplicate();
    while (left.hasRemaining()) {
      channel.write(left);
    }
    zip.closeEntry();
  }

  /** An extra field after which the content starts at a multiple of {@link #ALIGNMENT}. */
  private static byte[] padding(long start) {
    int fill = (int) (ALIGNMENT - (start + 4) % ALIGNMENT) % ALIGNMENT;
    byte[] field = new byte[4 + fill];
    field[0] = (byte) PADDING_ID;
    field[1] = (byte) (PADDING_ID >> 8);
    field[2] = (byte) fill;
    return field;
  }

  private static final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }
  }
}
