package io.im2wav4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Map<String, NDArray> parameters(int... sizes) {
    manager.getEngine().setRandomSeed(7);
    Map<String, NDArray> all = new LinkedHashMap<>();
    for (int size : sizes) {
      NDArray p = manager.randomNormal(new Shape(size));
      p.setRequiresGradient(true);
      all.put("p" + all.size(), p);
    }
    return all;
  }

  private Map<String, NDArray> gradients(Map<String, NDArray> like, long seed) {
    manager.getEngine().setRandomSeed((int) seed);
    Map<String, NDArray> all = new LinkedHashMap<>();
    like.forEach((n, p) -> all.put(n, manager.randomNormal(p.getShape())));
    return all;
  }

  @Test
  void parametersWithoutGradient_areLeftAloneAndNotCounted() {
    Map<String, NDArray> p = parameters(3, 4);
    float[] before = p.get("p1").toFloatArray();
    AdamW adam = new AdamW(manager, p, AdamSettings.published(0.1));
    GivenGradients.add(p, Map.of("p0", manager.ones(new Shape(3))));
    adam.step(0.1, 1);
    assertThat(p.get("p1").toFloatArray()).containsExactly(before);
    assertThat(adam.state().get("updates").toInts()).containsExactly(1, 0);
  }

  @Test
  void gradientsAddUpBetweenUpdates_andAreZeroAfterOne() {
    Map<String, NDArray> p = parameters(3);
    NDArray one = manager.ones(new Shape(3));
    GivenGradients.add(p, Map.of("p0", one));
    GivenGradients.add(p, Map.of("p0", one));
    assertThat(p.get("p0").getGradient().toFloatArray()).containsExactly(2, 2, 2);
    double norm = new AdamW(manager, p, AdamSettings.published(0)).step(0.1, 1e9);
    assertThat(norm).isCloseTo(Math.sqrt(12), within(1e-6));
    assertThat(p.get("p0").getGradient().toFloatArray()).containsExactly(0, 0, 0);
  }

  @Test
  void stepOverSeveralBatches_usesTheirMean() {
    Map<String, NDArray> once = parameters(4);
    Map<String, NDArray> thrice = parameters(4);
    Map<String, NDArray> gradients = gradients(once, 3);
    GivenGradients.add(once, gradients);
    for (int i = 0; i < 3; i++) {
      GivenGradients.add(thrice, gradients);
    }
    double one = new AdamW(manager, once, AdamSettings.published(0)).step(0.1, 0.5);
    double three = new AdamW(manager, thrice, AdamSettings.published(0)).step(0.1, 0.5, 3);
    assertThat(three).isCloseTo(one, within(1e-6));
    assertThat(thrice.get("p0").toFloatArray())
        .containsExactly(once.get("p0").toFloatArray(), within(1e-6f));
  }

  @Test
  void notFiniteGradients_changeNothingAndAreReported() {
    Map<String, NDArray> p = parameters(3);
    float[] before = p.get("p0").toFloatArray();
    AdamW adam = new AdamW(manager, p, AdamSettings.published(0.1));
    GivenGradients.add(p, Map.of("p0", manager.create(new float[] {1, Float.NaN, 1})));
    assertThat(adam.step(0.1, 1)).isNaN();
    assertThat(p.get("p0").toFloatArray()).containsExactly(before);
    assertThat(adam.firstMoments().get("p0").toFloatArray()).containsOnly(0);
  }

  @Test
  void savedAndLoadedState_continuesBitForBit() {
    int[] sizes = {5, 3 * ParameterChunks.SIZE + 17, 1};
    Map<String, NDArray> a = parameters(sizes);
    Map<String, NDArray> b = parameters(sizes);
    AdamW whole = new AdamW(manager, a, AdamSettings.published(0.01));
    AdamW half = new AdamW(manager, b, AdamSettings.published(0.01));
    for (int step = 0; step < 10; step++) {
      GivenGradients.add(a, gradients(a, step));
      GivenGradients.add(b, gradients(b, step));
      if (step == 5) {
        Map<String, Tensor> state = half.state();
        half = new AdamW(manager, b, AdamSettings.published(0.01));
        half.load("memory", state);
      }
      whole.step(1e-2, 1);
      half.step(1e-2, 1);
    }
    a.forEach(
        (n, p) -> assertThat(b.get(n).toFloatArray()).as(n).containsExactly(p.toFloatArray()));
  }

  @Test
  void parametersLoadedAfterConstruction_areTheOnesUpdated() {
    Map<String, NDArray> p = parameters(3);
    AdamW adam = new AdamW(manager, p, AdamSettings.published(0));
    p.get("p0").set(new float[] {1, 2, 3});
    GivenGradients.add(p, Map.of("p0", manager.ones(new Shape(3))));
    adam.step(0.5, 1e9);
    // The first update is one learning rate against the gradient's sign.
    assertThat(p.get("p0").toFloatArray())
        .containsExactly(new float[] {.5f, 1.5f, 2.5f}, within(1e-4f));
  }

  @Test
  void stateOfAnotherModel_isRefusedByName() {
    AdamW small = new AdamW(manager, parameters(3), AdamSettings.published(0));
    AdamW large = new AdamW(manager, parameters(4), AdamSettings.published(0));
    assertThatThrownBy(() -> large.load("optimizer.safetensors", small.state()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("p0.exp_avg");
  }

  @Test
  void stepsAllocateNoArrays() {
    Map<String, NDArray> p = parameters(3, 20_000);
    AdamW adam = new AdamW(manager, p, AdamSettings.published(0));
    ParameterAverage average = new ParameterAverage(manager, new ArrayTree(p, Map.of()), 0.9);
    GivenGradients.add(p, gradients(p, 1));
    adam.step(0.1, 1);
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 50; i++) {
      adam.step(0.1, 1);
      average.update();
      average.swap().close();
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
  }
}
