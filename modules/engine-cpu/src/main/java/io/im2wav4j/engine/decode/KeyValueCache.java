package io.im2wav4j.engine.decode;

import io.im2wav4j.models.lm.AttentionKind;
import java.util.Arrays;

/**
 * The keys and values of a layer that its later codes can still see, in 16 bits with a scale for
 * each. One row; H heads, D width of a head.
 */
final class KeyValueCache {
  private final AttentionKind kind;
  private final int blockLength;
  private final int blocks;
  private final int size;
  private final int slots;
  private final short[] keys;
  private final short[] values;
  private final float[] keyScales;
  private final float[] valueScales;

  KeyValueCache(AttentionKind kind, int heads, int contextLength, int blocks, int size) {
    this.kind = kind;
    this.blocks = blocks;
    this.blockLength = kind == AttentionKind.DENSE ? contextLength : contextLength / blocks;
    this.size = size;
    this.slots =
        switch (kind) {
          case DENSE, TRANSPOSED_BLOCK -> contextLength;
          case BLOCK -> blockLength;
          case PREVIOUS_BLOCK -> 2 * blockLength;
        };
    int count = Math.multiplyExact(heads, slots);
    this.keys = new short[Math.multiplyExact(count, size)];
    this.values = new short[Math.multiplyExact(count, size)];
    this.keyScales = new float[count];
    this.valueScales = new float[count];
  }

  /**
   * Remembers a code's key and value and attends from its query.
   *
   * @param qkv query, key and value of the head, [3D] from {@code at}
   * @param out gets [D] from {@code to}
   * @param scores room for as many as can be seen
   */
  void attend(int head, int position, float[] qkv, int at, float[] out, int to, float[] scores) {
    int block = position / blockLength;
    int place = position % blockLength;
    int base = head * slots;
    int own = base + slot(block, place);
    keyScales[own] = Vectors.shorten(qkv, at + size, size, keys, own * size);
    valueScales[own] = Vectors.shorten(qkv, at + 2 * size, size, values, own * size);
    int first;
    int count;
    switch (kind) {
      case TRANSPOSED_BLOCK -> {
        first = base + slot(0, place);
        count = block + 1;
      }
      case PREVIOUS_BLOCK -> {
        if (block == 0) {
          Arrays.fill(out, to, to + size, 0); // keys and values of zero
          return;
        }
        first = base + slot(block - 1, 0);
        count = blockLength;
      }
      default -> {
        first = base;
        count = place + 1;
      }
    }
    Vectors.dots(qkv, at, size, keys, first * size, count, scores);
    for (int j = 0; j < count; j++) {
      scores[j] *= keyScales[first + j];
    }
    float inverse = 1 / Vectors.exponentials(scores, count);
    for (int j = 0; j < count; j++) {
      scores[j] *= inverse * valueScales[first + j];
    }
    Vectors.mix(scores, count, values, first * size, size, out, to);
  }

  private int slot(int block, int place) {
    return switch (kind) {
      case DENSE, BLOCK -> place;
      case PREVIOUS_BLOCK -> block % 2 * blockLength + place;
      case TRANSPOSED_BLOCK -> place * blocks + block;
    };
  }

  /** How many a code of a window can see at most. */
  static int mostSeen(AttentionKind kind, int contextLength, int blocks) {
    return kind == AttentionKind.DENSE ? contextLength : Math.max(contextLength / blocks, blocks);
  }
}
