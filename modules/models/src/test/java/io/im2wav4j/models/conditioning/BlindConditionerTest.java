package io.im2wav4j.models.conditioning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlindConditionerTest {
  private static float[] start(boolean blind, float picture) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ImageConditioner conditioner =
          new ImageConditioner(
              new ParameterFactory(manager, 3),
              new ImageConditionerConfig(4, true, 0.5, 0, null, blind, 1),
              8,
              6,
              1);
      ClipWindow window =
          new ClipWindow(new float[][] {{picture, 1, 2, 3}, {0, picture, 5, 1}}, 8, 0, 8);
      Conditions conditions = conditioner.forward(conditioner.input(manager, List.of(window)));
      return conditions.start().concat(conditions.perCode(), 1).toFloatArray();
    }
  }

  @Test
  void aBlindModelIsToldTheSameOfEveryPicture_aSeeingOneIsNot() {
    assertThat(start(true, 1)).containsExactly(start(true, -7));
    assertThat(start(false, 1)).isNotEqualTo(start(false, -7));
  }
}
