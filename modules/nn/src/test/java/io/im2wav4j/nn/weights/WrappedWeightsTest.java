package io.im2wav4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedWeightsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "module.", "_orig_mod.", "module._orig_mod.", "model.", "model.module."})
  void wrappedNames_loadAsThePlainOnes(String prefix) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state =
          Map.of("conv.weight", manager.create(new float[1]), "bias", manager.create(new float[1]));
      load(
          state,
          Map.of(
              prefix + "conv.weight", Tensor.of(new float[] {3}, 1),
              prefix + "bias", Tensor.of(new float[] {4}, 1)));
      assertThat(state.get("conv.weight").toFloatArray()).containsExactly(3);
      assertThat(state.get("bias").toFloatArray()).containsExactly(4);
    }
  }

  @Test
  void aPartCalledModel_keepsItsNameWhereTheNetworkHasOneOrOthersStandBesideIt() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> own = Map.of("model.bias", manager.create(new float[1]));
      load(own, Map.of("model.bias", Tensor.of(new float[] {5}, 1)));
      assertThat(own.get("model.bias").toFloatArray()).containsExactly(5);
      Map<String, NDArray> bias = Map.of("bias", manager.create(new float[1]));
      assertThatThrownBy(
              () ->
                  load(
                      bias,
                      Map.of(
                          "model.bias", Tensor.of(new float[] {5}, 1),
                          "step", Tensor.of(new float[] {1}, 1))))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("extra model.bias");
    }
  }

  private static void load(Map<String, NDArray> state, Map<String, Tensor> tensors) {
    Weights.load(state, Map.of(), "test", tensors.keySet(), tensors::get);
  }
}
