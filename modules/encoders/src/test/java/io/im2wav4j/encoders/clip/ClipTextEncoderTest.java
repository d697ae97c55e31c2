package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text half from files, with a small made-up network and vocabulary. */
class ClipTextEncoderTest {
  /** Two bytes' worth of letters, two merges, two marks. */
  private static final int TOKENS = 512 + 2 + 2;

  @TempDir private Path folder;
  private Path merges;

  @BeforeEach
  void writeMerges() throws IOException {
    merges = Files.writeString(folder.resolve("merges.txt"), "#v\nd o\ndo g</w>\n");
  }

  /** Weights as a state dict, changed by {@code change}. */
  private Path weights(int vocabulary, BiConsumer<NDManager, Map<String, NDArray>> change) {
    Path file = folder.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      ClipTextConfig config = new ClipTextConfig(32, ClipTokenizer.CONTEXT, vocabulary, 64, 2);
      Map<String, NDArray> state =
          new HashMap<>(new ClipTextTower(new ParameterFactory(manager, 1), config).state());
      change.accept(manager, state);
      Weights.save(file, state, Collections.emptyMap());
    }
    return file;
  }

  @Test
  void stateDict_givesUnitRowsInTheOrderOfTheTexts() {
    Path file = weights(TOKENS, (manager, state) -> {});
    try (ClipTextEncoder encoder = ClipTextEncoder.open(file, merges)) {
      List<String> texts = Collections.nCopies(40, "dog").stream().toList();
      float[][] rows = encoder.encode(texts);
      assertThat(rows).hasNumberOfRows(40);
      float[][] two = encoder.encode(List.of("a cat", "dog"));
      assertThat(rows[39]).hasSize(encoder.width()).containsExactly(two[1], within(1e-5f));
      double square = 0;
      for (float v : two[0]) {
        square += v * v;
      }
      assertThat(square).isCloseTo(1, within(1e-4));
      assertThat(two[0]).isNotEqualTo(two[1]);
      assertThat(encoder.encode(List.of())).isEmpty();
      assertThat(encoder.sha256()).isEqualTo(Hashes.sha256(file));
      assertThat(encoder.name()).isEqualTo("CLIP text, width 64, 2 layers");
    }
  }

  @Test
  void misfits_areReportedTogether() {
    Path file =
        weights(
            TOKENS,
            (manager, state) -> {
              state.remove("ln_final.bias");
              state.put("transformer.surplus", manager.zeros(new Shape(1)));
              state.put("logit_scale", manager.zeros(new Shape(2)));
            });
    assertThatThrownBy(() -> ClipTextEncoder.open(file, merges))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 tensors do not fit")
        .hasMessageContaining("missing ln_final.bias")
        .hasMessageContaining("extra transformer.surplus")
        .hasMessageContaining("logit_scale is [2]");
  }

  @Test
  void mergesOfAnotherVocabulary_areRefused() {
    Path file = weights(TOKENS + 1, (manager, state) -> {});
    assertThatThrownBy(() -> ClipTextEncoder.open(file, merges))
        .isInstanceOf(UserError.class)
        .hasMessageContaining((TOKENS + 1) + " tokens");
  }

  @Test
  void causality_idsAfterTheEndDoNotChangeTheEmbedding() {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ClipTextConfig config = new ClipTextConfig(32, 6, 20, 64, 2);
      ClipTextTower tower = new ClipTextTower(new ParameterFactory(manager, 2), config);
      NDArray ids = manager.create(new long[][] {{18, 5, 19, 0, 0, 0}, {18, 5, 19, 7, 3, 9}});
      NDArray rows = tower.forward(ids);
      float[] first = rows.get(0).toFloatArray();
      assertThat(first).containsExactly(rows.get(1).toFloatArray(), within(1e-5f));
      NDArray other = tower.forward(manager.create(new long[][] {{18, 6, 19, 0, 0, 0}}));
      assertThat(first).isNotEqualTo(other.get(0).toFloatArray());
    }
  }
}
