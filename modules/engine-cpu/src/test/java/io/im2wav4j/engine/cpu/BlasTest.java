package io.im2wav4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BlasTest {
  private static final int M = 5;
  private static final int N = 7;
  private static final int K = 3;

  /** Columns of every matrix, of which a product takes some. */
  private static final int WIDTH = 9;

  private final LargePages memory = new LargePages();
  private final Random random = new Random(1);

  @BeforeAll
  static void available() {
    assumeTrue(Blas.AVAILABLE, "the tensor engine brings no library that we know");
  }

  private Matrix filled(int rows) {
    Matrix matrix = Matrix.in(memory, rows, WIDTH);
    float[] values = new float[rows * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    matrix.put(0, rows, values);
    return matrix;
  }

  @Test
  void products_equalPlainSums_turnedOrNot_insideOfWiderMatrices() {
    for (boolean turnA : new boolean[] {false, true}) {
      for (boolean turnB : new boolean[] {false, true}) {
        final Matrix a = filled(9);
        final Matrix b = filled(9);
        final Matrix c = filled(M + 1);
        final float[] before = c.toArray();
        MatrixView left = turnA ? a.from(1, 1).transpose() : a.from(1, 1);
        MatrixView right = turnB ? b.from(0, 2).transpose() : b.from(0, 2);
        new Blas().multiply(M, N, K, 2, left, right, 0.5f, c.from(1));
        float[] valuesOfA = a.toArray();
        float[] valuesOfB = b.toArray();
        float[] found = c.toArray();
        for (int i = 0; i < found.length; i++) {
          int row = i / WIDTH - 1;
          int column = i % WIDTH;
          double expected = before[i];
          if (row >= 0 && column < N) {
            expected *= 0.5;
            for (int k = 0; k < K; k++) {
              int atA = turnA ? (1 + k) * WIDTH + 1 + row : (1 + row) * WIDTH + 1 + k;
              int atB = turnB ? column * WIDTH + 2 + k : k * WIDTH + 2 + column;
              expected += 2.0 * valuesOfA[atA] * valuesOfB[atB];
            }
          }
          assertThat((double) found[i]).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  @Test
  void threads_givesBackWhatWasSet() {
    int before = Blas.threads(1);
    try {
      assertThat(Blas.threads(2)).isEqualTo(1);
      assertThat(Blas.threads(1)).isEqualTo(2);
    } finally {
      Blas.threads(before);
    }
  }
}
