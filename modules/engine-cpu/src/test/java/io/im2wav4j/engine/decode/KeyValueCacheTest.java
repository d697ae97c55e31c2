package io.im2wav4j.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.models.lm.AttentionKind;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyValueCacheTest {
  private static final int LENGTH = 24;
  private static final int BLOCKS = 4;
  private static final int HEADS = 2;
  private static final int SIZE = 20;

  @ParameterizedTest
  @EnumSource(AttentionKind.class)
  void attended_isTheSoftmaxOverWhatTheKindSees_alsoInAWindowAfterAnother(AttentionKind kind) {
    Random random = new Random(3);
    KeyValueCache memory = new KeyValueCache(kind, HEADS, LENGTH, BLOCKS, SIZE);
    float[] scores = new float[Vectors.padded(KeyValueCache.mostSeen(kind, LENGTH, BLOCKS))];
    for (int window = 0; window < 2; window++) {
      for (int head = 0; head < HEADS; head++) {
        float[][] queryKeyValue = new float[LENGTH][3 * SIZE];
        for (int at = 0; at < LENGTH; at++) {
          for (int i = 0; i < 3 * SIZE; i++) {
            queryKeyValue[at][i] = (float) random.nextGaussian();
          }
          float[] out = new float[SIZE];
          memory.attend(head, at, queryKeyValue[at], 0, out, 0, scores);
          double[] want = attended(kind, queryKeyValue, at);
          for (int i = 0; i < SIZE; i++) {
            assertThat((double) out[i]).as("code %d", at).isCloseTo(want[i], within(1e-3));
          }
        }
      }
    }
  }

  /** By the definition, in doubles. */
  private static double[] attended(AttentionKind kind, float[][] queryKeyValue, int at) {
    double[] out = new double[SIZE];
    int[] seen = seen(kind, at).toArray();
    double[] shares = new double[seen.length];
    double sum = 0;
    for (int j = 0; j < seen.length; j++) {
      double score = 0;
      for (int i = 0; i < SIZE; i++) {
        score += (double) queryKeyValue[at][i] * queryKeyValue[seen[j]][SIZE + i];
      }
      shares[j] = Math.exp(score);
      sum += shares[j];
    }
    for (int j = 0; j < seen.length; j++) {
      for (int i = 0; i < SIZE; i++) {
        out[i] += shares[j] / sum * queryKeyValue[seen[j]][2 * SIZE + i];
      }
    }
    return out;
  }

  private static IntStream seen(AttentionKind kind, int at) {
    int block = LENGTH / BLOCKS;
    int own = at / block;
    return switch (kind) {
      case DENSE -> IntStream.rangeClosed(0, at);
      case BLOCK -> IntStream.rangeClosed(own * block, at);
      case TRANSPOSED_BLOCK -> IntStream.rangeClosed(0, own).map(b -> b * block + at % block);
      case PREVIOUS_BLOCK ->
          own == 0 ? IntStream.empty() : IntStream.range((own - 1) * block, own * block);
    };
  }
}
