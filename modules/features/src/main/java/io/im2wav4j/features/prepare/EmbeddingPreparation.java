package io.im2wav4j.features.prepare;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.features.shard.BatchMaker;
import io.im2wav4j.features.shard.ShardBuilder;
import io.im2wav4j.features.shard.ShardIdentity;
import io.im2wav4j.features.shard.ShardIndex;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Embeddings of each item's frames: {@code ID/frames} [F, width] and {@code ID/times} [F] in
 * seconds from its start; where asked for, of views of its picture: {@code ID/views} [V, width].
 */
public final class EmbeddingPreparation {
  /** The kind of the shards. */
  public static final String KIND = "embeddings";

  /** Key of the identity: hash of the items with their sounds, whose codes go with these. */
  public static final String SOUNDS = "sounds";

  private EmbeddingPreparation() {}

  /**
   * Makes what is missing in {@code folder}.
   *
   * @param frameRate frames a second that are taken of a video, by their time stamps; a picture is
   *     one frame
   */
  public static ShardIndex run(
      Path folder, List<Item> items, ImageEncoder encoder, double frameRate) {
    return run(folder, items, encoder, frameRate, 0);
  }

  /**
   * The same with views.
   *
   * @param views how many views of each training item's picture are embedded too: crops, mirrored,
   *     in other colours; videos have frames instead
   */
  public static ShardIndex run(
      Path folder, List<Item> items, ImageEncoder encoder, double frameRate, int views) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("frameRate", String.valueOf(frameRate));
    settings.put("read", MediaFile.VERSION);
    settings.put("together", String.valueOf(FrameBatches.TOGETHER)); // decides the last bits
    settings.put("network", encoder.settings());
    ItemLists lists = new ItemLists();
    List<Item> sounding = items.stream().filter(item -> item.media() != null).toList();
    settings.put(SOUNDS, lists.sha256(sounding, Item::media));
    if (views > 0) {
      settings.put("views", String.valueOf(views));
    }
    ShardIdentity identity =
        new ShardIdentity(
            KIND,
            encoder.name(),
            encoder.sha256(),
            settings,
            lists.sha256(items, Item::frameSource));
    return ShardBuilder.build(folder, identity, items, new FrameBatches(encoder, frameRate, views));
  }

  private record Frames(Item item, List<VideoFrame> frames, List<BufferedImage> views) {
    int pictures() {
      return frames.size() + views.size();
    }

    Stream<BufferedImage> all() {
      return Stream.concat(frames.stream().map(VideoFrame::image), views.stream());
    }
  }

  /** Pictures of several items in one pass of the encoder. */
  private record FrameBatches(ImageEncoder encoder, double frameRate, int views)
      implements BatchMaker<Frames> {
    private static final int TOGETHER = 64;

    @Override
    public Frames read(Item item) {
      List<VideoFrame> frames = EmbeddingPreparation.frames(item, frameRate);
      boolean viewed = item.split().equals("train") && PictureFile.isPicture(item.frameSource());
      return new Frames(
          item,
          frames,
          viewed
              ? PictureViews.of(frames.get(0).image(), views, Seeds.derive(0, item.id()))
              : List.of());
    }

    @Override
    public long bytes(Frames read) {
      return read.all().mapToLong(image -> 4L * image.getWidth() * image.getHeight()).sum();
    }

    @Override
    public boolean joins(List<Frames> batch, Frames next) {
      return batch.stream().mapToInt(Frames::pictures).sum() + next.pictures() <= TOGETHER;
    }

    @Override
    public List<ShardBuilder.ItemFeatures> make(List<Frames> batch) {
      float[][] vectors = encoder.embed(batch.stream().flatMap(Frames::all).toList());
      List<ShardBuilder.ItemFeatures> made = new ArrayList<>();
      int from = 0;
      for (Frames some : batch) {
        int to = from + some.pictures();
        made.add(made(some, Arrays.copyOfRange(vectors, from, to)));
        from = to;
      }
      return made;
    }

    private ShardBuilder.ItemFeatures made(Frames some, float[][] vectors) {
      int count = some.frames.size();
      float[] times = new float[count];
      for (int i = 0; i < count; i++) {
        times[i] = (float) Math.max(0, some.frames.get(i).seconds() - some.item.start());
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("frames", rows(Arrays.copyOf(vectors, count)));
      tensors.put("times", Tensor.of(times, times.length));
      if (!some.views.isEmpty()) {
        tensors.put("views", rows(Arrays.copyOfRange(vectors, count, vectors.length)));
      }
      return new ShardBuilder.ItemFeatures(tensors, 0);
    }

    private Tensor rows(float[][] vectors) {
      int width = encoder.width();
      float[] flat = new float[vectors.length * width];
      for (int i = 0; i < vectors.length; i++) {
        System.arraycopy(vectors[i], 0, flat, i * width, width);
      }
      return Tensor.of(flat, vectors.length, width);
    }
  }

  /** Frames a second must be a number above 0, whatever is there already. */
  public static void requireFrameRate(double frameRate) {
    if (!(frameRate > 0 && frameRate < Double.POSITIVE_INFINITY)) {
      throw new UsageError(
          "--frame-rate", String.valueOf(frameRate), "a number above 0", "Give frames a second");
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
