package io.im2wav4j.training.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.util.Event;

/**
 * Reads event files by the published format, independent of what writes them: the check sum is
 * computed bit by bit, the messages by TensorFlow's generated classes.
 */
public final class EventFiles {
  private static final int CASTAGNOLI_REVERSED = 0x82f63b78;

  private EventFiles() {}

  /** All events of a run's files, in the order of the files; a record that is broken fails. */
  public static List<Event> read(Path run) throws IOException {
    List<Event> events = new ArrayList<>();
    for (Path file : EventLog.files(run)) {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        byte[] length = new byte[8];
        in.get(length);
        check(file, length, in.getInt());
        byte[] data =
            new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
        in.get(data);
        check(file, data, in.getInt());
        events.add(Event.parseFrom(data));
      }
    }
    return events;
  }

  private static void check(Path file, byte[] data, int masked) {
    int crc = maskedCrc(data);
    if (crc != masked) {
      throw new AssertionError(file + ": check sum " + masked + " is not " + crc);
    }
  }

  static int maskedCrc(byte[] data) {
    int crc = ~0;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ CASTAGNOLI_REVERSED : crc >>> 1;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }
}
