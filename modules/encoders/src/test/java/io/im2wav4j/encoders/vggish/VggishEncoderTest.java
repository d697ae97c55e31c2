package io.im2wav4j.encoders.vggish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
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

class VggishEncoderTest {
  private static final int WIDTH = 8;
  private static final VggishConfig NARROW =
      new VggishConfig(List.of(2, 3, 4, 4, 5, 5), List.of(12, 12, WIDTH));

  @TempDir Path folder;

  /** Weights, and principal components under names that start with {@code prefix}, in one file. */
  private Path file(String name, String prefix, int components, boolean withNetwork) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state = new LinkedHashMap<>();
      ParameterFactory make = new ParameterFactory(manager, 5);
      if (withNetwork) {
        state.putAll(new VggishNetwork(make, NARROW).state());
      }
      if (components > 0) {
        state.put(prefix + "pca_eigen_vectors", manager.eye(components));
        state.put(prefix + "pca_means", manager.zeros(new Shape(components, 1)));
      }
      Weights.save(folder.resolve(name), state, Map.of());
    }
    return folder.resolve(name);
  }

  private static float[] noise(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] clip = new float[length];
    for (int i = 0; i < length; i++) {
      clip[i] = (float) (random.nextDouble() - 0.5);
    }
    return clip;
  }

  @Test
  void clips_haveOneVectorForEachWholeExampleAndAtLeastOne() {
    int second = VggishFrontEnd.SAMPLE_RATE;
    int least = VggishFrontEnd.LEAST_SAMPLES;
    List<float[]> clips =
        List.of(
            new float[0],
            noise(100, 1),
            noise(least - 1, 2),
            noise(least + VggishFrontEnd.FRAMES * 160 - 1, 3),
            noise(least + VggishFrontEnd.FRAMES * 160, 4),
            noise(40 * second, 5));
    Path weights = file("vggish.safetensors", "", 0, true);
    try (VggishEncoder vggish = VggishEncoder.open(weights)) {
      List<float[][]> all = vggish.embed(clips);
      assertThat(all.stream().map(rows -> rows.length)).containsExactly(1, 1, 1, 1, 2, 41);
      for (int i = 0; i < clips.size(); i++) {
        float[][] alone = vggish.embed(List.of(clips.get(i))).get(0);
        for (int k = 0; k < alone.length; k++) {
          assertThat(alone[k]).hasSize(WIDTH).containsExactly(all.get(i)[k], within(1e-5f));
        }
      }
      float[] padded = Arrays.copyOf(clips.get(1), least);
      assertThat(vggish.embed(List.of(padded)).get(0)[0])
          .containsExactly(all.get(1)[0], within(1e-5f));
      assertThat(vggish.embed(List.of())).isEmpty();
      assertThat(vggish.width()).isEqualTo(WIDTH);
      assertThat(vggish.sha256()).isEqualTo(Hashes.sha256(weights));
    }
  }

  @Test
  void components_mayBeInTheWeightsFileOrInOneOfTheirOwn() {
    Path both = file("both.safetensors", "pproc.", WIDTH, true);
    Path weights = file("weights.safetensors", "", 0, true);
    Path components = file("components.safetensors", "", WIDTH, false);
    List<float[]> clips = List.of(noise(30_000, 9));
    try (VggishEncoder raw = VggishEncoder.open(both);
        VggishEncoder inside = VggishEncoder.open(both, both);
        VggishEncoder apart = VggishEncoder.open(weights, components)) {
      float[] rectified = raw.embed(clips).get(0)[0];
      float[] expected = new float[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        // With no means and the identity for components only the clipping and the scale remain.
        expected[i] = (float) Math.rint((Math.min(2, Math.max(0, rectified[i])) + 2) * 63.75);
      }
      assertThat(apart.embed(clips).get(0)[0]).containsExactly(expected, within(1f));
      assertThat(inside.embed(clips).get(0)[0]).containsExactly(apart.embed(clips).get(0)[0]);
      assertThat(apart.name()).isNotEqualTo(raw.name());
      assertThat(apart.sha256()).isNotEqualTo(raw.sha256());
    }
  }

  @Test
  void filesThatDoNotFit_areRefusedInOneLine() {
    Path weights = file("weights.safetensors", "", 0, true);
    Path other = file("other.safetensors", "", WIDTH + 1, false);
    assertThatThrownBy(() -> VggishEncoder.open(weights, other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("9 principal components");
    assertThatThrownBy(() -> VggishEncoder.open(weights, weights))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no tensor pca_eigen_vectors");
    assertThatThrownBy(() -> VggishEncoder.open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no tensor features.0.weight");
  }
}
