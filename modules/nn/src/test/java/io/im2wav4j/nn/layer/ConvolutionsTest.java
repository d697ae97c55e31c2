package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionsTest {
  private static final Shape ONE = new Shape(1);

  /** Where oneDNN takes the caches for empty, the space between them and 16 was left as it was. */
  @ParameterizedTest
  @CsvSource({"16,2", "16,8", "24,24", "24,8", "3,5"})
  void channelsThatDoNotFillAVector_areComputedFromTheirValuesOnly(int in, int out) {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int round = 0; round < 20; round++) {
        leaveNaNs(manager);
        NDArray x = manager.ones(new Shape(4, in, 512));
        NDArray weight = manager.ones(new Shape(out, in, 3));
        x.setRequiresGradient(true);
        weight.setRequiresGradient(true);
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          y = Convolutions.overTime(x, weight, manager.zeros(new Shape(out)), ONE, ONE, ONE);
          leaveNaNs(manager);
          collector.backward(y.sum());
        }
        assertThat(y.max().getFloat()).isEqualTo(3f * in);
        assertThat(x.getGradient().max().getFloat()).isEqualTo(3f * out);
        assertThat(weight.getGradient().max().getFloat()).isEqualTo(4f * 512);
      }
    }
  }

  /** Memory of many sizes that is full of NaN and free again. */
  private static void leaveNaNs(NDManager manager) {
    List<NDArray> arrays = new ArrayList<>();
    for (int size = 64; size < 400_000; size += size / 3) {
      for (int i = 0; i < 4; i++) {
        arrays.add(manager.full(new Shape(size), Float.NaN));
      }
    }
    arrays.forEach(NDArray::close);
  }
}
