package io.im2wav4j.features.prepare;

import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.features.shard.BatchMaker;
import io.im2wav4j.features.shard.ShardBuilder;
import io.im2wav4j.features.shard.ShardIdentity;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.models.vqvae.EncodedSound;
import io.im2wav4j.models.vqvae.SoundCodec;
import io.im2wav4j.models.vqvae.VqVae;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
   * rate and padded with silence to a whole number of codes of every level. Memory does not grow
   * with their length.
   *
   * @param sha256 of the model's weights
   */
  public static ShardIndex run(Path folder, List<Item> items, VqVae model, String sha256) {
    Map<String, String> settings =
        Map.of(
            "hops", Arrays.toString(model.config().hops()),
            "codebookSize", String.valueOf(model.config().codebookSize()),
            "sampleRate", String.valueOf(model.config().sampleRate()));
    ShardIdentity identity =
        new ShardIdentity(KIND, "VQ-VAE", sha256, settings, ItemLists.sha256(items));
    return ShardBuilder.build(folder, identity, items, new SoundBatches(new SoundCodec(model)));
  }

  /**
   * What is read of an item.
   *
   * @param samples the sound at the model's rate; null where it is too long to be held
   */
  private record Sound(Item item, float[] samples) {}

  /** Short sounds in batches, long ones one at a time as they are decoded. */
  private record SoundBatches(SoundCodec codec) implements BatchMaker<Sound> {
    /** Samples of a sound that is held as a whole: a minute at 16 kHz. */
    private static final int WHOLE = 1 << 20;

    private static final int TOGETHER = 16;

    @Override
    public Sound read(Item item) {
      try (SampleStream stream = open(item)) {
        float[] samples = new float[1 << 16];
        int length = 0;
        for (int n = 0; n >= 0; n = stream.read(samples, length, samples.length - length)) {
          length += n;
          if (length == WHOLE) {
            return new Sound(item, null);
          }
          if (length == samples.length) {
            samples = Arrays.copyOf(samples, 2 * length);
          }
        }
        return new Sound(item, Arrays.copyOf(samples, length));
      }
    }

    private SampleStream open(Item item) {
      if (item.media() == null) {
        throw new UserError(
            item.id(),
            "an item without sound",
            "an item with sound",
            "Leave it out of training data");
      }
      return Resampler.toRate(
          MediaFile.stream(item.media(), item.start(), item.secondsOrAll()),
          codec.config().sampleRate());
    }

    @Override
    public long bytes(Sound sound) {
      return sound.samples == null ? 0 : 4L * sound.samples.length;
    }

    @Override
    public boolean joins(List<Sound> batch, Sound next) {
      return next.samples != null && batch.get(0).samples != null && batch.size() < TOGETHER;
    }

    @Override
    public List<ShardBuilder.Made> make(List<Sound> batch) {
      if (batch.get(0).samples == null) {
        try (SampleStream stream = open(batch.get(0).item)) {
          EncodedSound encoded = codec.encode(stream::read);
          return List.of(made(encoded.codes(), encoded.samples()));
        }
      }
      List<int[][]> codes = codec.encodeAll(batch.stream().map(Sound::samples).toList());
      return IntStream.range(0, batch.size())
          .mapToObj(i -> made(codes.get(i), batch.get(i).samples.length))
          .toList();
    }

    private static ShardBuilder.Made made(int[][] codes, long samples) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (int level = 0; level < codes.length; level++) {
        tensors.put(String.valueOf(level), Tensor.of(codes[level], codes[level].length));
      }
      return new ShardBuilder.Made(tensors, samples);
    }
  }
}
