package io.im2wav4j.training.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The framing of TFRecord files: length (uint64), masked CRC-32C of the length, data, masked
 * CRC-32C of the data; all little-endian. The mask is rotation by 15 bits plus a constant
 * (TensorFlow, "TFRecord and tf.train.Example").
 */
final class RecordFile {
  private static final int MASK = 0xa282ead8;
  private static final int HEAD = 12;
  private static final int TAIL = 4;

  private RecordFile() {}

  /** One record around {@code data}. */
  static byte[] frame(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(HEAD + data.length + TAIL).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(masked(record.array(), 0, 8));
    record.put(data);
    record.putInt(masked(data, 0, data.length));
    return record.array();
  }

  /** The data of all whole records up to the first that is cut off or broken. */
  static List<byte[]> whole(byte[] file) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= HEAD + TAIL) {
      int at = in.position();
      long length = in.getLong();
      if (in.getInt() != masked(file, at, 8) || length < 0 || length > in.remaining() - TAIL) {
        break;
      }
      byte[] data = new byte[(int) length];
      in.get(data);
      if (in.getInt() != masked(data, 0, data.length)) {
        break;
      }
      records.add(data);
    }
    return records;
  }

  /** A file of these records. */
  static byte[] of(List<byte[]> records) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    records.forEach(data -> file.writeBytes(frame(data)));
    return file.toByteArray();
  }

  private static int masked(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
