package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneDnnLinearTest {
  @ParameterizedTest
  @ValueSource(longs = {3, 700})
  void product_resultAndGradientsAreThoseOfTheMatrixProduct(long rows) {
    assumeTrue(OneDnn.isTrusted(), "oneDNN is switched off: the processor hides its caches");
    try (NDManager manager = NDManager.newBaseManager()) {
      ParameterFactory make = new ParameterFactory(manager, 5);
      NDArray[][] given = new NDArray[2][];
      NDArray x = make.normal(1, 2, rows, 24);
      NDArray w = make.normal(1, 24, 40);
      NDArray b = make.normal(1, 40);
      NDArray to = make.normal(1, 2, rows, 40);
      for (int i = 0; i < 2; i++) {
        given[i] = new NDArray[] {x.duplicate(), w.duplicate(), b.duplicate()};
        for (NDArray a : given[i]) {
          a.setRequiresGradient(true);
        }
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          NDArray y =
              i == 0
                  ? given[i][0].matMul(given[i][1]).add(given[i][2])
                  : OneDnnLinear.byOneDnn(given[i][0], given[i][1].transpose(), given[i][2]);
          assertThat(y.getShape()).isEqualTo(new Shape(2, rows, 40));
          collector.backward(y.sub(to).square().sum());
        }
      }
      for (int k = 0; k < 3; k++) {
        NDArray expected = given[0][k].getGradient();
        NDArray difference = given[1][k].getGradient().sub(expected);
        double relative = difference.norm().getFloat() / expected.norm().getFloat();
        assertThat(relative).isLessThan(1e-5);
      }
    }
  }
}
