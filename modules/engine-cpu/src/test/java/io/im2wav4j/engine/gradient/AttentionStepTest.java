package io.im2wav4j.engine.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.FactoredAttention;
import io.im2wav4j.nn.layer.ParameterFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttentionStepTest {
  private static final int ITEMS = 3;
  private static final int CODES = 24;
  private static final int BLOCKS = 6;
  private static final int STATE = 20;

  @ParameterizedTest
  @EnumSource(AttentionKind.class)
  void outAndGradient_equalTheTensorEngines(AttentionKind kind) {
    assumeTrue(Blas.AVAILABLE, "the tensor engine brings no library that we know");
    for (int heads : new int[] {1, 2}) {
      for (int codes : new int[] {CODES, CODES / 2}) {
        compare(kind, heads, codes);
      }
    }
  }

  private static void compare(AttentionKind kind, int heads, int codes) {
    try (NDManager manager = NDManager.newBaseManager()) {
      // With such weights queries, keys and values are the input, and the result is its first part.
      FactoredAttention layer =
          new FactoredAttention(
              new ParameterFactory(manager, 1), kind, 3 * STATE, STATE, heads, CODES, BLOCKS, 1);
      manager.eye(3 * STATE).copyTo(layer.queryKeyValue().weight());
      manager
          .eye(STATE, 3 * STATE, 0, layer.out().weight().getDataType())
          .copyTo(layer.out().weight());
      NDArray x = manager.randomNormal(new Shape(ITEMS, codes, 3 * STATE));
      NDArray dOut = manager.randomNormal(new Shape(ITEMS, codes, STATE));
      x.setRequiresGradient(true);
      NDArray expected;
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        expected = layer.forward(x).get(new NDIndex(":, :, :{}", STATE));
        collector.backward(expected.mul(dOut).sum());
      }

      LargePages memory = new LargePages();
      int rows = ITEMS * codes;
      AttentionStep step = new AttentionStep(layer, codes, Workers.POOL.size(), memory);
      Matrix qkv = Matrix.of(x);
      Matrix probabilities = Matrix.in(memory, rows * heads, step.size());
      NDArray out = manager.create(new Shape(rows, STATE));
      NDArray dQkv = manager.create(new Shape(rows, 3 * STATE));
      Workers.run(codes, worker -> step.forward(worker, qkv, probabilities, Matrix.of(out)));
      Workers.run(
          codes, worker -> step.back(worker, qkv, probabilities, Matrix.of(dOut), Matrix.of(dQkv)));

      String claim = kind + ", " + heads + " heads, " + codes + " codes";
      close(claim, out, expected);
      close(claim, dQkv, x.getGradient());
    }
  }

  private static void close(String claim, NDArray found, NDArray expected) {
    NDArray difference = found.reshape(expected.getShape()).sub(expected);
    assertThat(difference.norm().getFloat())
        .as(claim)
        .isLessThan(1e-5f * expected.norm().getFloat());
  }
}
