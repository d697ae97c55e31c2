package io.im2wav4j.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that a stranger made to hurt.
 *
 * @param name of its kind, which is its folder's too
 * @param reader that is given it
 * @param file its file name
 * @param refused whether only a refusal is right, else a value is too
 * @param content makes it
 */
record Poison(String name, Reader reader, String file, boolean refused, Content content) {
  /** Gives the file's bytes, or null where it has made the file itself. */
  interface Content {
    byte[] in(Path folder) throws IOException;
  }

  /** A kind that only a refusal is right for. */
  static Poison refused(String name, Reader reader, String file, Content content) {
    return new Poison(name, reader, file, true, content);
  }

  /** A kind that a value or a refusal is right for. */
  static Poison any(String name, Reader reader, String file, Content content) {
    return new Poison(name, reader, file, false, content);
  }

  /** Every kind. */
  static List<Poison> all() {
    return List.of(
            PoisonPlaylists.all(),
            PoisonSounds.all(),
            PoisonFilms.all(),
            PoisonPictures.all(),
            PoisonRasters.all(),
            PoisonNetworks.all(),
            PoisonTflite.all(),
            PoisonCheckpoints.all(),
            PoisonConfigs.all(),
            PoisonTables.all(),
            PoisonPlaces.all())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Numbers as bytes, the largest part last: Byte, Short, Integer, Long, text or bytes. */
  static byte[] little(Object... values) {
    return bytes(ByteOrder.LITTLE_ENDIAN, values);
  }

  /** Numbers as bytes, the largest part first. */
  static byte[] big(Object... values) {
    return bytes(ByteOrder.BIG_ENDIAN, values);
  }

  private static byte[] bytes(ByteOrder order, Object... values) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (Object value : values) {
      ByteBuffer one = ByteBuffer.allocate(8).order(order);
      if (value instanceof byte[] raw) {
        out.writeBytes(raw);
        continue;
      } else if (value instanceof String text) {
        out.writeBytes(SeedFiles.latin(text));
        continue;
      } else if (value instanceof Byte number) {
        one.put(number);
      } else if (value instanceof Short number) {
        one.putShort(number);
      } else if (value instanceof Integer number) {
        one.putInt(number);
      } else {
        one.putLong((Long) value);
      }
      out.write(one.array(), 0, one.position());
    }
    return out.toByteArray();
  }

  /** A piece many times over. */
  static byte[] times(int count, byte[] piece) {
    byte[] out = new byte[count * piece.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(piece, 0, out, i * piece.length, piece.length);
    }
    return out;
  }
}
