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
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodecFormat;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SoundCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes of each item's whole sound at every level: {@code ID/0} (up) and {@code ID/1} (low) as
 * 32-bit integers [T / hop].
 */
public final class CodePreparation {
  /** The kind of the shards. */
  public static final String KIND = "codes";

  private CodePreparation() {}

  /**
   * Makes what is missing in {@code folder}. Sounds are mixed to mono, resampled to the codec's
   * rate and padded with silence to a multiple of every hop. Memory does not grow with their
   * length.
   *
   * @param sha256 of the codec's weights
   * @param configuration SHA-256 of what is beside the weights
   */
  public static ShardIndex run(
      Path folder, List<Item> items, SoundCodec codec, String sha256, String configuration) {
    CodecFormat format = codec.format();
    Map<String, String> settings =
        Map.of(
            "hops", format.levels().stream().map(format::hop).toList().toString(),
            "codebookSize", String.valueOf(format.codebookSize()),
            "sampleRate", String.valueOf(format.sampleRate()),
            "read", MediaFile.VERSION,
            "network", configuration);
    ShardIdentity identity =
        new ShardIdentity(
            KIND, codec.name(), sha256, settings, new ItemLists().sha256(items, Item::media));
    return ShardBuilder.build(folder, identity, items, new SoundBatches(codec));
  }

  /** The name of a level's tensor of an item. */
  public static String tensor(CodeLevel level) {
    return String.valueOf(level.index());
  }

  /**
   * What is read of an item.
   *
   * @param samples the sound at the codec's rate; null where it is too long to be held
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
          codec.format().sampleRate());
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
    public List<ShardBuilder.ItemFeatures> make(List<Sound> batch) {
      if (batch.get(0).samples == null) {
        try (SampleStream stream = open(batch.get(0).item)) {
          return List.of(made(codec.encode(stream::read)));
        }
      }
      return codec.encodeAll(batch.stream().map(Sound::samples).toList()).stream()
          .map(SoundBatches::made)
          .toList();
    }

    private static ShardBuilder.ItemFeatures made(EncodedSound encoded) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      encoded
          .codes()
          .forEach((level, codes) -> tensors.put(tensor(level), Tensor.of(codes, codes.length)));
      return new ShardBuilder.ItemFeatures(tensors, encoded.samples());
    }
  }
}
