package io.im2wav4j.features.prepare;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.features.shard.ShardBuilder;
import io.im2wav4j.features.shard.ShardIdentity;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.models.vqvae.VqVae;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes of each item's whole sound at every level: {@code ID/0} (up), {@code ID/1} (low), ... as
 * 32-bit integers [T / hop].
 */
public final class CodePreparation {
  /** The kind of the shards. */
  public static final String KIND = "codes";

  private CodePreparation() {}

  /**
   * Makes what is missing in {@code folder}. Sounds are mixed to mono, resampled to the model's
   * rate and padded with silence to a whole number of codes of every level.
   *
   * @param sha256 of the model's weights
   */
  public static ShardIndex run(
      Path folder, List<Item> items, NDManager manager, VqVae model, String sha256) {
    Map<String, String> settings =
        Map.of(
            "hops", Arrays.toString(model.config().hops()),
            "codebookSize", String.valueOf(model.config().codebookSize()),
            "sampleRate", String.valueOf(model.config().sampleRate()));
    ShardIdentity identity =
        new ShardIdentity(KIND, "VQ-VAE", sha256, settings, ItemLists.sha256(items));
    return ShardBuilder.build(folder, identity, items, item -> encode(item, manager, model));
  }

  private static ShardBuilder.Made encode(Item item, NDManager manager, VqVae model) {
    if (item.media() == null) {
      throw new UserError(
          item.id(),
          "an item without sound",
          "an item with sound",
          "Leave it out of training data");
    }
    float[] samples =
        Resampler.toMono(
            MediaFile.audio(item.media(), item.start(), item.secondsOrAll()),
            model.config().sampleRate());
    int hop = model.config().largestHop();
    float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray audio = manager.create(padded, new Shape(1, padded.length));
      for (int level = 0; level < model.config().levels(); level++) {
        long[] codes = model.encode(audio, level).toLongArray();
        tensors.put(
            String.valueOf(level),
            Tensor.of(Arrays.stream(codes).mapToInt(Math::toIntExact).toArray(), codes.length));
      }
    }
    return new ShardBuilder.Made(tensors, samples.length);
  }
}
