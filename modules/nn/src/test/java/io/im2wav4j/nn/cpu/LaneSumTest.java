package io.im2wav4j.nn.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

class LaneSumTest {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** Enough calls that the method and this loop are compiled on the way. */
  private static final int CALLS = 300_000;

  @Test
  void a_sum_is_that_of_halves_and_has_the_same_bytes_before_and_after_compilation() {
    float[] values = new float[FLOATS.length()];
    Random random = new Random(1);
    for (int call = 0; call < CALLS; call++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      float sum = LaneSum.of(FloatVector.fromArray(FLOATS, values, 0));
      if (sum != halves(values.clone())) {
        assertThat(sum).as("call %d", call).isEqualTo(halves(values.clone()));
      }
    }
  }

  private static float halves(float[] values) {
    for (int half = values.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        values[i] += values[i + half];
      }
    }
    return values[0];
  }
}
