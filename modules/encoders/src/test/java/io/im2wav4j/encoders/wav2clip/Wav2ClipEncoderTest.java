package io.im2wav4j.encoders.wav2clip;

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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wav2CLIP from a file, with random weights. */
class Wav2ClipEncoderTest {
  @TempDir private Path folder;

  /** Weights under the published names, with their counters, changed by {@code change}. */
  private Path weights(BiConsumer<NDManager, Map<String, NDArray>> change) {
    Path file = folder.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state = new HashMap<>();
      new Wav2ClipNetwork(new ParameterFactory(manager, 1))
          .state()
          .forEach((name, tensor) -> state.put("audio_" + name, tensor));
      state.put("audio_encoder.bn1.num_batches_tracked", manager.create(new long[] {7}));
      state.put("image_encoder.proj", manager.ones(new Shape(3)));
      change.accept(manager, state);
      Weights.save(file, state, Collections.emptyMap());
    }
    return file;
  }

  private static float[] noise(int samples, long seed) {
    Random random = new Random(seed);
    float[] out = new float[samples];
    for (int i = 0; i < samples; i++) {
      out[i] = (float) random.nextGaussian() * 0.1f;
    }
    return out;
  }

  @Test
  void publishedNames_loadAndTheReferencesBatchIsNoSmallerForBeingCut() {
    Path file = weights((manager, state) -> {});
    try (Wav2ClipEncoder encoder = Wav2ClipEncoder.open(file)) {
      assertThat(encoder.sha256()).isEqualTo(Hashes.sha256(file));
      float[] one = noise(4000, 1);
      float[] other = noise(4000, 2);
      List<float[]> many =
          Collections.nCopies(9, List.of(one, other)).stream().flatMap(List::stream).toList();
      float[][] together = encoder.encodeTogether(many);
      assertThat(together).hasNumberOfRows(18);
      assertThat(together[16]).containsExactly(together[0], within(1e-4f));
      assertThat(together[17]).containsExactly(together[1], within(1e-4f));
      assertThat(encoder.encode(List.of())).isEmpty();
    }
  }

  @Test
  void soundsThatCannotBe_areRefused() {
    try (Wav2ClipEncoder encoder = Wav2ClipEncoder.open(weights((manager, state) -> {}))) {
      float[] some = noise(4000, 3);
      assertThatThrownBy(() -> encoder.encode(List.of(some, new float[0])))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("clip 2 of 2: has no samples");
      assertThatThrownBy(() -> encoder.encodeTogether(List.of(some, noise(3999, 4))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[4000, 3999]");
      assertThatThrownBy(() -> encoder.encodeFrames(some, 4001, 100))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4001");
    }
  }

  @Test
  void misfits_areReportedTogether() {
    Path file =
        weights(
            (manager, state) -> {
              state.remove("audio_encoder.bn1.running_var");
              state.put("audio_encoder.fc.weight", manager.ones(new Shape(2)));
              state.put("audio_transform.sequential.0.bias", manager.ones(new Shape(3)));
            });
    assertThatThrownBy(() -> Wav2ClipEncoder.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 tensors do not fit")
        .hasMessageContaining("missing encoder.bn1.running_var")
        .hasMessageContaining("extra encoder.fc.weight")
        .hasMessageContaining("transform.sequential.0.bias is [3]");
  }

  @Test
  void twoEncodersInOneFile_areRefused() {
    Path file =
        weights((manager, state) -> state.put("encoder.bn1.bias", manager.ones(new Shape(64))));
    assertThatThrownBy(() -> Wav2ClipEncoder.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has both");
  }
}
