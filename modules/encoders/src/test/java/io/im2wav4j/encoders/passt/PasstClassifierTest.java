package io.im2wav4j.encoders.passt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.audioset.AudioSetLabels;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasstClassifierTest {
  private static final PasstConfig SMALL = new PasstConfig(64, 2, 1, 16, 10, 12, 99, 527);
  private static final int SECOND = PasstFrontEnd.SAMPLE_RATE;

  @TempDir Path folder;

  private Path weights(PasstConfig config, String prefix, String... without) {
    Path file = folder.resolve("passt.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state = new LinkedHashMap<>();
      new PasstNetwork(new ParameterFactory(manager, 3), config)
          .state()
          .forEach((name, array) -> state.put(prefix + name, array));
      state.keySet().removeAll(List.of(without));
      Weights.save(file, state, Map.of());
    }
    return file;
  }

  private static float[] noise(double seconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] clip = new float[(int) (seconds * SECOND)];
    for (int i = 0; i < clip.length; i++) {
      clip[i] = (float) (random.nextDouble() - 0.5) * (i % 5000) / 5000f;
    }
    return clip;
  }

  @Test
  void clipsOfMixedLengths_areTheSameAloneAndInABatch() {
    Path file = weights(SMALL, "");
    List<float[]> clips =
        List.of(
            noise(4, 1), noise(1.3, 2), noise(4, 3), noise(10, 4), noise(0.05, 5), new float[0]);
    try (PasstClassifier passt = PasstClassifier.open(file, PasstLength.AS_GIVEN)) {
      PasstOutput all = passt.outputs(clips);
      for (int i = 0; i < clips.size(); i++) {
        assertThat(passt.logits(List.of(clips.get(i)))[0])
            .hasSize(AudioSetLabels.all().size())
            .containsExactly(all.logits()[i], within(1e-4f));
        assertThat(passt.embeddings(List.of(clips.get(i)))[0])
            .hasSize(SMALL.width())
            .containsExactly(all.features()[i], within(1e-4f));
      }
      assertThat(all.logits()[0]).isNotEqualTo(all.logits()[2]);
      assertThat(passt.labels()).hasSize(AudioSetLabels.all().size());
      assertThat(passt.sha256()).isEqualTo(Hashes.sha256(file));
      assertThat(passt.name()).contains("PaSST");
    }
  }

  @Test
  void lengthAsGiven_seesTenSecondsAtMost() {
    float[] clip = noise(14, 7);
    float[] cut = Arrays.copyOf(clip, 10 * SECOND);
    try (PasstClassifier passt =
        PasstClassifier.open(weights(SMALL, "net."), PasstLength.AS_GIVEN)) {
      float[][] got = passt.logits(List.of(clip, cut, noise(9, 7)));
      assertThat(got[0]).containsExactly(got[1], within(1e-5f));
      assertThat(got[2]).isNotEqualTo(got[0]);
    }
  }

  @Test
  void tenSeconds_cutsAndPads() {
    Path file = weights(SMALL, "");
    float[] shorter = noise(3, 8);
    float[] padded = Arrays.copyOf(shorter, 10 * SECOND);
    float[] longer = noise(12, 8);
    float[] cut = Arrays.copyOf(longer, 10 * SECOND);
    try (PasstClassifier ten = PasstClassifier.open(file);
        PasstClassifier given = PasstClassifier.open(file, PasstLength.AS_GIVEN)) {
      float[][] got = ten.logits(List.of(shorter, longer));
      assertThat(got).isDeepEqualTo(given.logits(List.of(padded, cut)));
      assertThat(given.logits(List.of(shorter))[0]).isNotEqualTo(got[0]);
      assertThat(ten.name()).isNotEqualTo(given.name());
    }
  }

  @Test
  void strides_followFromTheRowsOfPatches() {
    int[][] published = {{10, 12}, {12, 10}, {14, 9}, {16, 8}, {20, 6}};
    for (int[] p : published) {
      PasstConfig config = new PasstConfig(64, 1, 1, 16, p[0], p[1], 50, 527);
      try (NDManager manager = NDManager.newBaseManager()) {
        Map<String, NDArray> state =
            new PasstNetwork(new ParameterFactory(manager, 3), config).state();
        assertThat(PasstConfig.of("x", new StateFile(state))).isEqualTo(config);
      }
    }
  }

  @Test
  void foreignWeights_areRefusedInOneLine() {
    Path lacking = weights(SMALL, "", "blocks.1.mlp.fc1.bias");
    assertThatThrownBy(() -> PasstClassifier.open(lacking))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("missing blocks.1.mlp.fc1.bias");
    Path other = weights(SMALL, "", "time_new_pos_embed");
    assertThatThrownBy(() -> PasstClassifier.open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no tensor time_new_pos_embed");
    Path esc50 = weights(new PasstConfig(64, 1, 1, 16, 10, 12, 99, 50), "");
    assertThatThrownBy(() -> PasstClassifier.open(esc50))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("50 classes");
  }
}
