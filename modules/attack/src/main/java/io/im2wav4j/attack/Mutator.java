package io.im2wav4j.attack;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to bytes: what a disk, a network or a stranger does to a file. */
final class Mutator {
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    0x7F,
    0x80,
    0x7FFF,
    0x8000,
    0x7FFFFFFF,
    0x80000000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x40000000L
  };

  private Mutator() {}

  /** One to four damages, all chosen by the seed; {@code other} is what pieces are taken from. */
  static byte[] mutate(byte[] whole, byte[] other, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = whole.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      bytes = once(bytes, other, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, byte[] other, SplittableRandom random) {
    int at = place(bytes.length, random);
    int run = 1 + random.nextInt(Math.min(64, bytes.length - at));
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(bytes, at, at + run, (byte) random.nextInt());
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        int from = random.nextInt(Math.max(1, other.length));
        byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + 4 * run));
        return splice(bytes, at, at + random.nextInt(run), piece);
      }
      case 4 -> {
        int length = 1 + random.nextInt(bytes.length - at);
        return splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      }
      case 5 -> {
        return splice(bytes, at, at + run, new byte[0]);
      }
      default -> extreme(bytes, at, random);
    }
    return bytes;
  }

  /** Headers decide more than the rest: half of the places lie in the first 512 bytes. */
  private static int place(int length, SplittableRandom random) {
    return random.nextInt(random.nextBoolean() ? Math.min(length, 512) : length);
  }

  private static void extreme(byte[] bytes, int at, SplittableRandom random) {
    int size = 1 << random.nextInt(4);
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    boolean big = random.nextBoolean();
    for (int i = 0; i < size && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * (big ? size - 1 - i : i));
    }
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] piece) {
    byte[] out = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
    System.arraycopy(piece, 0, out, from, piece.length);
    System.arraycopy(bytes, to, out, from + piece.length, bytes.length - to);
    return out;
  }
}
