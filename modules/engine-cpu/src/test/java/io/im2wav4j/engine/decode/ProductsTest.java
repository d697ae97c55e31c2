package io.im2wav4j.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
  private static final int MOST_ROWS = 33;

  private final Random random = new Random(1);

  @ParameterizedTest
  @CsvSource({"1,1", "7,3", "65,64", "128,130", "97,200", "256,1024"})
  void rows_times_a_matrix_are_sums_over_the_inputs(int inputs, int outputs) {
    float[] values = gaussian(inputs * outputs);
    float[] bias = gaussian(outputs);
    for (PanelMatrix matrix : matrices(inputs, values, bias)) {
      for (int rows : new int[] {1, 2, 3, 4, 5, 8, 16, MOST_ROWS}) {
        float[] x = gaussian(rows * inputs);
        float[] y = product(matrix, x, rows);
        for (int r = 0; r < rows; r++) {
          for (int o = 0; o < outputs; o++) {
            double sum = bias[o];
            double size = Math.abs(sum);
            for (int k = 0; k < inputs; k++) {
              double part = x[r * inputs + k] * unpacked(matrix, values, k, o);
              sum += part;
              size += Math.abs(part);
            }
            assertThat((double) y[r * matrix.stride() + o])
                .as("%s, row %d of %d, output %d", matrix.getClass().getSimpleName(), r, rows, o)
                .isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-6 * (1 + size)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"65,64", "256,320"})
  void a_row_has_the_same_bytes_whatever_rows_are_beside_it(int inputs, int outputs) {
    for (PanelMatrix matrix : matrices(inputs, gaussian(inputs * outputs), gaussian(outputs))) {
      float[] x = gaussian(MOST_ROWS * inputs);
      float[] all = product(matrix, x, MOST_ROWS);
      for (int rows = 1; rows < MOST_ROWS; rows++) {
        float[] some = product(matrix, x, rows);
        for (int i = 0; i < rows * matrix.stride() - PackedMatrix.GAP; i++) {
          assertThat(some[i]).as("%d rows", rows).isEqualTo(all[i]);
        }
      }
    }
  }

  private static PanelMatrix[] matrices(int inputs, float[] values, float[] bias) {
    return new PanelMatrix[] {
      new FloatMatrix(inputs, values, bias), new ShortMatrix(inputs, values, bias)
    };
  }

  private static float[] product(PanelMatrix matrix, float[] x, int rows) {
    float[] padded = Arrays.copyOf(x, Products.padded(rows) * matrix.inputs);
    float[] y = new float[Products.padded(rows) * matrix.stride()];
    Products.multiply(matrix, 0, matrix.panels(), padded, matrix.inputs, rows, y);
    return y;
  }

  /** What the matrix holds for a weight: it, or the nearest integer of its output's scale. */
  private static double unpacked(PackedMatrix matrix, float[] values, int input, int output) {
    float value = values[input * matrix.outputs + output];
    return matrix instanceof FloatMatrix
        ? value
        : (double) Math.round(value / matrix.scales[output]) * matrix.scales[output];
  }

  private float[] gaussian(int count) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = (float) random.nextGaussian();
    }
    return all;
  }
}
