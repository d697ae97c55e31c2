package io.im2wav4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterAverageTest {
  @Test
  void swap_givesTheModelTheAverageAndThenItsOwnBack() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray p = manager.create(new float[] {1, 2});
      ParameterAverage average =
          new ParameterAverage(manager, new ArrayTree(Map.of("p", p), Map.of()), 0.75);
      p.set(new float[] {5, 6});
      average.update();
      try (ParameterAverage.Swapped swapped = average.swap()) {
        assertThat(p.toFloatArray()).containsExactly(new float[] {2, 3}, within(0f));
      }
      assertThat(p.toFloatArray()).containsExactly(new float[] {5, 6}, within(0f));
      assertThat(average.state().get("p").toFloatArray()).containsExactly(2, 3);
    }
  }

  @Test
  void buffers_areCopiedNotAveraged() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray counts = manager.create(new long[] {1, 2});
      ArrayTree model =
          new ArrayTree(Map.of("p", manager.create(new float[] {0})), Map.of("n", counts));
      ParameterAverage average = new ParameterAverage(manager, model, 0.75);
      counts.set(new long[] {7, 8});
      average.update();
      assertThat(average.state().get("n").toLongArray()).containsExactly(7, 8);
    }
  }

  @Test
  void arraysOfAnotherDevice_areRefused_notWrittenThroughACopy() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray here = manager.create(new float[] {1, 2});
      NDArray elsewhere =
          (NDArray)
              Proxy.newProxyInstance(
                  NDArray.class.getClassLoader(),
                  new Class<?>[] {NDArray.class},
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "getDevice" -> Device.gpu();
                        case "toByteBuffer" -> here.toByteBuffer(false);
                        default -> method.invoke(here, arguments);
                      });
      assertThatThrownBy(
              () ->
                  new ParameterAverage(
                          manager, new ArrayTree(Map.of("p", elsewhere), Map.of()), 0.75)
                      .swap())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gpu");
    }
  }
}
