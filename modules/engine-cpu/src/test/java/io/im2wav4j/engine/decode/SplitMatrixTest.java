package io.im2wav4j.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.engine.cpu.LargePages;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitMatrixTest {
  private static final int MOST_ROWS = 33;

  private final Random random = new Random(1);

  @BeforeEach
  void processor_has_the_instructions() {
    assumeTrue(Microkernel.AVAILABLE, "this processor has no AVX-512 VNNI");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,3", "65,64", "128,130", "97,200", "1024,256", "4096,64"})
  void products_of_bytes_add_up_to_those_of_the_values(int inputs, int outputs) {
    float[] values = gaussian(inputs * outputs);
    float[] bias = gaussian(outputs);
    SplitMatrix matrix = matrix(inputs, values, bias);
    for (int rows : new int[] {1, 2, 5, 16, MOST_ROWS}) {
      float[] x = gaussian(rows * inputs);
      float[] y = product(matrix, x, rows);
      for (int r = 0; r < rows; r++) {
        for (int o = 0; o < outputs; o++) {
          double sum = bias[o];
          double squares = 0;
          for (int k = 0; k < inputs; k++) {
            float unit = matrix.scales[o];
            double weight = (double) unit * Math.round(values[k * outputs + o] / unit);
            sum += x[r * inputs + k] * weight;
            squares += Math.pow(x[r * inputs + k] * weight, 2);
          }
          // What the rounded x and the product of the low bytes leave out goes with the root of
          // the number of inputs.
          assertThat((double) y[r * matrix.stride() + o])
              .as("%d rows, row %d, output %d", rows, r, o)
              .isCloseTo(sum, Offset.offset(1e-6 + 1e-3 * Math.sqrt(squares)));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"65,64", "256,320"})
  void a_row_has_the_same_bytes_whatever_rows_are_beside_it(int inputs, int outputs) {
    float[] values = gaussian(inputs * outputs);
    SplitMatrix matrix = matrix(inputs, values, gaussian(outputs));
    float[] x = gaussian(MOST_ROWS * inputs);
    float[] all = product(matrix, x, MOST_ROWS);
    for (int rows = 1; rows < MOST_ROWS; rows++) {
      float[] some = product(matrix, x, rows);
      for (int i = 0; i < rows * matrix.stride() - PackedMatrix.GAP; i++) {
        assertThat(some[i]).as("%d rows", rows).isEqualTo(all[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1e-38", "1e30"})
  void a_row_may_be_of_any_size(float size) {
    int inputs = 70;
    float[] values = gaussian(inputs * 64);
    SplitMatrix matrix = matrix(inputs, values, new float[64]);
    float[] x = new float[inputs];
    x[3] = -size;
    float[] y = product(matrix, x, 1);
    for (int o = 0; o < 64; o++) {
      float expected = -size * values[3 * 64 + o];
      assertThat(y[o]).isCloseTo(expected, Offset.offset(Math.max(1e-30f, size * 1e-3f)));
    }
  }

  private static SplitMatrix matrix(int inputs, float[] values, float[] bias) {
    return new SplitMatrix(inputs, values, bias, new LargePages());
  }

  private static float[] product(SplitMatrix matrix, float[] x, int rows) {
    float[] y = new float[rows * matrix.stride()];
    SplitRows split = new SplitRows(rows, matrix.inputs);
    for (int r = 0; r < rows; r++) {
      split.put(r, rows, x, r * matrix.inputs, matrix.inputs);
    }
    matrix.multiply(0, matrix.panels(), split, rows, y, new SplitMatrix.Sums(rows));
    Microkernel.release(true);
    return y;
  }

  private float[] gaussian(int count) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = (float) random.nextGaussian();
    }
    return all;
  }
}
