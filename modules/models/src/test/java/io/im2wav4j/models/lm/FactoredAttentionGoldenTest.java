package io.im2wav4j.models.lm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import org.junit.jupiter.api.Test;

class FactoredAttentionGoldenTest {

  @Test
  void everyCase_equalsTheReferenceWithAllGradients() {
    Golden golden = Golden.open("extended/factored_attention");
    assertThat(golden.json().path("cases")).isNotEmpty();
    for (JsonNode one : golden.json().path("cases")) {
      String prefix = one.path("tag").asText() + ".";
      try (NDManager manager = NDManager.newBaseManager()) {
        FactoredAttention attention =
            new FactoredAttention(
                new ParameterFactory(manager, 1),
                AttentionKind.values()[one.path("attn_func").asInt()],
                golden.config().path("n_in").asInt(),
                golden.config().path("n_state").asInt(),
                one.path("heads").asInt(),
                golden.config().path("n_ctx").asInt(),
                one.path("blocks").asInt(),
                1);
        golden.load(attention, prefix + "model.");
        attention.requireGradient(true);
        NDArray x = golden.array(manager, prefix + "input.x");
        x.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          NDArray y = attention.forward(x);
          golden.assertClose(y, prefix + "expect.y", "default");
          collector.backward(y.mul(golden.array(manager, "input.grad_out")).sum());
        }
        assertGradient(golden, x, prefix + "expect.grad.x");
        attention
            .parameters()
            .forEach(
                (name, array) -> assertGradient(golden, array, prefix + "expect.grad." + name));
      }
    }
  }

  private static void assertGradient(Golden golden, NDArray of, String expected) {
    golden.assertRelativeL2(of.getGradient(), expected, golden.tolerance("grad", "rtol"));
  }
}
