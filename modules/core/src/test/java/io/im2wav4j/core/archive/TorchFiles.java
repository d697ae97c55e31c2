package io.im2wav4j.core.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Checkpoint files byte by byte, right ones and wrong ones. */
final class TorchFiles {
  /** Opcodes of a tensor of storage "0" on a GPU: 6 floats as the transpose of [2, 3]. */
  static final String TENSOR = tensor("_rebuild_tensor_v2", "FloatStorage", "0", "cuda:0", 6, "N");

  /** The magic number, protocol and machine of the older form, each a pickle. */
  static final String LEGACY_START =
      "\u0080\2\u008a\12\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019."
          + "\u0080\2M\u00e9\3."
          + "\u0080\2}q\0(X\20\0\0\0protocol_versionq\1M\u00e9\3X\r\0\0\0little_endianq\2\u0088"
          + "X\12\0\0\0type_sizesq\3}q\4(X\5\0\0\0shortq\5K\2uu.";

  private TorchFiles() {}

  /** Opcodes of the transpose of a [2, 3] tensor at the start of a storage. */
  static String tensor(
      String rebuild, String storage, String key, String device, int elements, String view) {
    boolean first = rebuild.equals("_rebuild_tensor");
    return "ctorch._utils\n"
        + rebuild
        + "\n((X\7\0\0\0storagectorch\n"
        + storage
        + "\n"
        + text(key)
        + text(device)
        + "K"
        + (char) elements
        + view
        + "tQK\0K\3K\2\u0086K\1K\3\u0086"
        + (first ? "" : "\u0089ccollections\nOrderedDict\n)R")
        + "tR";
  }

  /** Opcodes of a text. */
  static String text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "X"
        + latin1(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array())
        + latin1(bytes);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A text of one character a byte as bytes. */
  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The floats 0, 1, 2 ... */
  static byte[] floats(int count) {
    ByteBuffer numbers = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      numbers.putFloat(i);
    }
    return numbers.array();
  }

  /** A zip archive with a pickle and storage "0" of six floats. */
  static byte[] archive(String pickle) {
    return archive(bytes(pickle), floats(6));
  }

  /** A zip archive with a pickle and storage "0". */
  static byte[] archive(byte[] pickle, byte[] storage) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", pickle);
    entries.put("archive/data/0", storage);
    entries.put("archive/version", bytes("3\n"));
    return zip(entries, false);
  }

  /** A zip file. */
  static byte[] zip(Map<String, byte[]> entries, boolean deflated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    entries.forEach(
        (name, content) -> {
          int header = out.size();
          byte[] packed = deflated ? deflate(content) : content;
          ByteBuffer local = record(0x04034b50, 30);
          common(local, 8, deflated, content, packed.length, name);
          out.writeBytes(local.array());
          out.writeBytes(bytes(name));
          out.writeBytes(packed);
          ByteBuffer central = record(0x02014b50, 46);
          common(central, 10, deflated, content, packed.length, name);
          central.putInt(42, header);
          directory.writeBytes(central.array());
          directory.writeBytes(bytes(name));
        });
    ByteBuffer end = record(0x06054b50, 22);
    end.putShort(8, (short) entries.size()).putShort(10, (short) entries.size());
    end.putInt(12, directory.size()).putInt(16, out.size());
    out.writeBytes(directory.toByteArray());
    out.writeBytes(end.array());
    return out.toByteArray();
  }

  private static void common(
      ByteBuffer record, int method, boolean deflated, byte[] content, int packed, String name) {
    CRC32 crc = new CRC32();
    crc.update(content);
    record.putShort(method, (short) (deflated ? 8 : 0));
    record.putInt(method + 6, (int) crc.getValue());
    record.putInt(method + 10, packed).putInt(method + 14, content.length);
    record.putShort(method + 18, (short) name.length());
  }

  private static ByteBuffer record(int signature, int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, signature);
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    return out.toByteArray();
  }

  /** A file of the older form, with storage "0". */
  static byte[] legacy(String pickle, byte[] storage) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(LEGACY_START));
    out.writeBytes(bytes(pickle));
    out.writeBytes(bytes("\u0080\2]q\0X\1\0\0\0000a."));
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0, storage.length / 4)
            .array());
    out.writeBytes(storage);
    return out.toByteArray();
  }

  /** A safetensors file of a header and zeros behind it. */
  static byte[] safetensors(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
