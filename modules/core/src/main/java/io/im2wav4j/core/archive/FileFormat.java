package io.im2wav4j.core.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a file of tensors is, by its first bytes. */
enum FileFormat {
  SAFETENSORS,
  TORCH,
  UNKNOWN;

  /** The start of a zip file, read little-endian. */
  static final int ZIP = 0x04034b50;

  /** How many bytes {@link #of} wants to see. */
  static final int BYTES = 14;

  /** Protocol 2, then the ten bytes of {@code torch.save}'s magic number. */
  private static final byte[] LEGACY = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19
  };

  /** The format of a file that starts so; fewer bytes mean a shorter file. */
  static FileFormat of(byte[] start) {
    ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    if (start.length >= 4 && bytes.getInt(0) == ZIP) {
      return TORCH;
    }
    if (bytes.equals(ByteBuffer.wrap(LEGACY))) {
      return TORCH;
    }
    // Safetensors has no magic number: the length of the header, then a JSON object.
    return start.length >= 9 && start[8] == '{' ? SAFETENSORS : UNKNOWN;
  }
}
