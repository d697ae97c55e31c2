package io.im2wav4j.generation.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.im2wav4j.models.lm.AttentionKind;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerCacheTest {
  private static final int LENGTH = 24;
  private static final int BLOCKS = 4;
  private static final int BLOCK = LENGTH / BLOCKS;

  /** Keys and values that name their row and code. */
  private static PtNDArray keyValues(NDManager manager, int row, int from, int count) {
    float[] values = new float[2 * count];
    for (int t = 0; t < count; t++) {
      values[2 * t] = 100 * row + from + t;
      values[2 * t + 1] = -values[2 * t];
    }
    return (PtNDArray) manager.create(values, new Shape(1, count, 2));
  }

  private static int[] expected(AttentionKind kind, int at) {
    int own = at / BLOCK;
    return (switch (kind) {
          case DENSE -> IntStream.rangeClosed(0, at);
          case BLOCK -> IntStream.rangeClosed(own * BLOCK, at);
          case TRANSPOSED_BLOCK -> IntStream.rangeClosed(0, own).map(b -> b * BLOCK + at % BLOCK);
          case PREVIOUS_BLOCK -> IntStream.range((own - 1) * BLOCK, own * BLOCK);
        })
        .toArray();
  }

  private static void assertSeen(LayerCache cache, AttentionKind kind, int row, int at) {
    NDArray seen = cache.seen(row, 1, at);
    if (kind == AttentionKind.PREVIOUS_BLOCK && at < BLOCK) {
      assertThat(seen).isNull();
      return;
    }
    int[] codes = expected(kind, at);
    assertThat(seen.getShape()).isEqualTo(new Shape(1, codes.length, 2));
    float[] got = seen.toFloatArray();
    for (int j = 0; j < codes.length; j++) {
      assertThat(got[2 * j]).as("code %d sees", at).isEqualTo(100f * row + codes[j]);
      assertThat(got[2 * j + 1]).isEqualTo(-got[2 * j]);
    }
  }

  @ParameterizedTest
  @EnumSource(AttentionKind.class)
  void rowsSeeTheirOwnCodesOfTheKind_whereverTheOthersAre_filledOrPut(AttentionKind kind) {
    try (NDManager manager = NDManager.newBaseManager()) {
      LayerCache cache = new LayerCache(manager, kind, 2, BLOCK, BLOCKS, 1);
      int given = 9;
      cache.fill(1, keyValues(manager, 1, 0, given));
      for (int at = 0; at + given < LENGTH; at++) {
        cache.put(0, at, keyValues(manager, 0, at, 1));
        cache.put(1, given + at, keyValues(manager, 1, given + at, 1));
        assertSeen(cache, kind, 0, at);
        assertSeen(cache, kind, 1, given + at);
      }
    }
  }
}
