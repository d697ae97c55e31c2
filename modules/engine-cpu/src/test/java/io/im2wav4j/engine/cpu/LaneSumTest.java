package io.im2wav4j.engine.cpu;

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
  void a_sum_is_that_of_every_fourth_value_and_has_the_same_bytes_before_and_after_compilation() {
    float[] values = new float[FLOATS.length()];
    Random random = new Random(1);
    for (int call = 0; call < CALLS; call++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      float sum = LaneSum.of(FloatVector.fromArray(FLOATS, values, 0));
      if (sum != fourths(values)) {
        assertThat(sum).as("call %d", call).isEqualTo(fourths(values));
      }
    }
  }

  private static float fourths(float[] values) {
    float[] sums = new float[4];
    for (int i = 0; i < values.length; i++) {
      sums[i % 4] += values[i];
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }
}
