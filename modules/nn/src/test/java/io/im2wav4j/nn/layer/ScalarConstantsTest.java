package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ScalarConstantsTest {

  @Test
  void aGarbageCollectionBeforeTheBackwardPassLeavesGradientsRight() throws InterruptedException {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = manager.ones(new Shape(4));
      x.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray sum = ScalarConstants.mul(x, 3);
        for (int i = 0; i < 50; i++) {
          sum =
              sum.add(ScalarConstants.div(ScalarConstants.mul(x, 3), 1.5))
                  .add(ScalarConstants.atLeast(x, 0.5));
        }
        reuseReleasedMemory();
        collector.backward(sum.sum());
      }
      assertThat(x.getGradient().toFloatArray()).containsOnly(153f);
    }
  }

  @Test
  void constantsOutliveTheScopeOfTheirFirstUse() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.ones(new Shape(2));
      for (int i = 0; i < 2; i++) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          assertThat(ScalarConstants.mul(x, 0.123).toFloatArray()).containsOnly(0.123f);
        }
      }
    }
  }

  private static void reuseReleasedMemory() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(30);
    }
    for (int i = 0; i < 5000; i++) {
      ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(0, Float.NaN);
    }
  }
}
