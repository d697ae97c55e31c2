package io.im2wav4j.features.prepare;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.features.shard.BatchMaker;
import io.im2wav4j.features.shard.ShardBuilder;
import io.im2wav4j.features.shard.ShardIdentity;
import io.im2wav4j.features.shard.ShardIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Embeddings of each item's frames: {@code ID/frames} [F, width] and {@code ID/times} [F] in
 * seconds from its start.
 */
public final class EmbeddingPreparation {
  /** The kind of the shards. */
  public static final String KIND = "embeddings";

  private EmbeddingPreparation() {}

  /**
   * Makes what is missing in {@code folder}.
   *
   * @param frameRate frames a second that are taken of a video, by their time stamps; a picture is
   *     one frame
   */
  public static ShardIndex run(
      Path folder, List<Item> items, ImageEncoder encoder, double frameRate) {
    ShardIdentity identity =
        new ShardIdentity(
            KIND,
            encoder.name(),
            encoder.sha256(),
            Map.of("frameRate", String.valueOf(frameRate)),
            ItemLists.sha256(items));
    return ShardBuilder.build(folder, identity, items, new FrameBatches(encoder, frameRate));
  }

  private record Frames(Item item, List<VideoFrame> frames) {}

  /** Frames of several items in one pass of the encoder. */
  private record FrameBatches(ImageEncoder encoder, double frameRate)
      implements BatchMaker<Frames> {
    private static final int TOGETHER = 64;

    @Override
    public Frames read(Item item) {
      return new Frames(item, EmbeddingPreparation.frames(item, frameRate));
    }

    @Override
    public long bytes(Frames read) {
      return read.frames.stream()
          .mapToLong(f -> 4L * f.image().getWidth() * f.image().getHeight())
          .sum();
    }

    @Override
    public boolean joins(List<Frames> batch, Frames next) {
      int frames = batch.stream().mapToInt(b -> b.frames.size()).sum();
      return frames + next.frames.size() <= TOGETHER;
    }

    @Override
    public List<ShardBuilder.Made> make(List<Frames> batch) {
      float[][] vectors =
          encoder.encode(
              batch.stream().flatMap(b -> b.frames.stream()).map(VideoFrame::image).toList());
      List<ShardBuilder.Made> made = new ArrayList<>();
      int from = 0;
      for (Frames some : batch) {
        int to = from + some.frames.size();
        made.add(made(some, Arrays.copyOfRange(vectors, from, to)));
        from = to;
      }
      return made;
    }

    private ShardBuilder.Made made(Frames some, float[][] vectors) {
      int width = encoder.width();
      float[] flat = new float[vectors.length * width];
      float[] times = new float[vectors.length];
      for (int i = 0; i < vectors.length; i++) {
        System.arraycopy(vectors[i], 0, flat, i * width, width);
        times[i] = (float) Math.max(0, some.frames.get(i).seconds() - some.item.start());
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("frames", Tensor.of(flat, vectors.length, width));
      tensors.put("times", Tensor.of(times, times.length));
      return new ShardBuilder.Made(tensors, 0);
    }
  }

  /** The frames of an item: its picture, or its video's frames at the rate. */
  public static List<VideoFrame> frames(Item item, double frameRate) {
    Path source = item.frameSource();
    return PictureFile.isPicture(source)
        ? List.of(new VideoFrame(item.start(), PictureFile.read(source)))
        : MediaFile.frames(source, item.start(), item.secondsOrAll(), frameRate);
  }
}
