package io.im2wav4j.generation.decode;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.lm.AttentionKind;

/**
 * The keys and values of a layer that its later codes can still see: the code's own block; the
 * codes at each place of all blocks; or the block before. All rows' memories lie in the same
 * arrays; a stretch of rows that stand at the same code is read and written together. R rows times
 * heads of a stretch, D width of a head. All arrays are made before the first step.
 */
final class LayerCache {
  private final AttentionKind kind;
  private final int blockLength;
  private final int size;
  private final PtNDArray[] memories;

  LayerCache(
      NDManager manager, AttentionKind kind, int rows, int blockLength, int blocks, int size) {
    this.kind = kind;
    this.size = size;
    this.blockLength = kind == AttentionKind.DENSE ? blockLength * blocks : blockLength;
    int count =
        switch (kind) {
          case DENSE, BLOCK -> 1;
          case PREVIOUS_BLOCK -> 2;
          case TRANSPOSED_BLOCK -> blockLength;
        };
    int length = kind == AttentionKind.TRANSPOSED_BLOCK ? blocks : this.blockLength;
    this.memories = new PtNDArray[count];
    for (int i = 0; i < count; i++) {
      memories[i] = (PtNDArray) manager.zeros(new Shape(rows, length, 2L * size), DataType.FLOAT32);
      NDScope.unregister(memories[i]);
    }
  }

  /** Remembers the key and value [R, 1, 2D] of a code of the rows from {@code row}. */
  void put(int row, int position, PtNDArray keyValue) {
    int block = position / blockLength;
    int place = position % blockLength;
    switch (kind) {
      case DENSE, BLOCK -> write(row, memories[0], place, keyValue);
      case PREVIOUS_BLOCK -> write(row, memories[block % 2], place, keyValue);
      case TRANSPOSED_BLOCK -> write(row, memories[place], block, keyValue);
    }
  }

  private void write(int row, PtNDArray memory, int at, PtNDArray keyValue) {
    long rows = keyValue.getShape().get(0);
    long count = keyValue.getShape().get(1);
    JniUtils.indexSet(
        memory,
        keyValue,
        new long[] {row, at, 0},
        new long[] {row + rows, at + count, 2L * size},
        new long[] {1, 1, 1});
  }

  /** Remembers what later codes can see of the first codes [R, P, 2D], all at once. */
  void fill(int row, PtNDArray keyValues) {
    int count = (int) keyValues.getShape().get(1);
    int open = (count - 1) / blockLength * blockLength;
    switch (kind) {
      case DENSE, BLOCK -> write(row, memories[0], 0, JniUtils.slice(keyValues, 1, open, count, 1));
      case PREVIOUS_BLOCK -> {
        for (int from = Math.max(0, open - blockLength); from < count; from += blockLength) {
          int to = Math.min(count, from + blockLength);
          PtNDArray part = JniUtils.slice(keyValues, 1, from, to, 1);
          write(row, memories[from / blockLength % 2], 0, part);
        }
      }
      case TRANSPOSED_BLOCK -> {
        for (int place = 0; place < Math.min(blockLength, count); place++) {
          write(row, memories[place], 0, JniUtils.slice(keyValues, 1, place, count, blockLength));
        }
      }
    }
  }

  /**
   * The keys and values [R, K, 2D] that a code sees in {@code rows} rows, its own put before; null
   * where it sees only zeros.
   */
  PtNDArray seen(int row, int rows, int position) {
    int block = position / blockLength;
    int place = position % blockLength;
    return switch (kind) {
      case DENSE, BLOCK -> part(memories[0], row, rows, place + 1);
      case PREVIOUS_BLOCK ->
          block == 0 ? null : part(memories[(block + 1) % 2], row, rows, blockLength);
      case TRANSPOSED_BLOCK -> part(memories[place], row, rows, block + 1);
    };
  }

  private static PtNDArray part(PtNDArray memory, int row, int rows, int count) {
    return JniUtils.slice(JniUtils.slice(memory, 0, row, (long) row + rows, 1), 1, 0, count, 1);
  }
}
