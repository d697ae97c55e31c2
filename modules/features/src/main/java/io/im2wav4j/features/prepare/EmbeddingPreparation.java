package io.im2wav4j.features.prepare;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.EncodedPictures;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.Pixels;
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
import java.util.function.Consumer;

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
    settings.put("together", String.valueOf(EncodedPictures.TOGETHER)); // decides the last bits
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

  /**
   * What is read of an item.
   *
   * @param seconds time of each frame in its file
   * @param squares of the frames, then of the views; null where they are too many to be held
   */
  private record Frames(Item item, List<Double> seconds, List<Pixels> squares) {
    int pictures() {
      return squares == null ? EncodedPictures.TOGETHER + 1 : squares.size();
    }
  }

  /** An item has more frames than are held of it; ends its reading. */
  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("more frames than are held", null, false, false);
    }
  }

  /** Pictures of several items in one pass of the encoder; long videos as they are decoded. */
  private record FrameBatches(ImageEncoder encoder, double frameRate, int views)
      implements BatchMaker<Frames> {

    @Override
    public Frames read(Item item) {
      Frames read = new Frames(item, new ArrayList<>(), new ArrayList<>());
      boolean viewed = item.split().equals("train") && PictureFile.isPicture(item.frameSource());
      Consumer<VideoFrame> squares =
          FrameEmbeddings.squared(
              encoder,
              (seconds, square) -> {
                if (read.squares.size() == EncodedPictures.TOGETHER) {
                  throw new TooMany();
                }
                read.seconds.add(seconds);
                read.squares.add(square);
              });
      try {
        FrameEmbeddings.each(
            item,
            frameRate,
            frame -> {
              squares.accept(frame);
              for (int i = 0; viewed && i < views; i++) {
                BufferedImage view = PictureViews.of(frame.image(), Seeds.derive(0, item.id()), i);
                read.squares.add(encoder.square(view));
              }
            });
        return read;
      } catch (TooMany e) {
        return new Frames(item, null, null);
      }
    }

    @Override
    public long bytes(Frames read) {
      return read.squares == null
          ? 0
          : read.squares.stream().mapToLong(square -> square.data().length).sum();
    }

    @Override
    public boolean joins(List<Frames> batch, Frames next) {
      int pictures = batch.stream().mapToInt(Frames::pictures).sum() + next.pictures();
      return pictures <= EncodedPictures.TOGETHER;
    }

    @Override
    public List<ShardBuilder.ItemFeatures> make(List<Frames> batch) {
      if (batch.get(0).squares == null) {
        FrameEmbeddings all = FrameEmbeddings.of(batch.get(0).item, encoder, frameRate);
        return List.of(made(all.seconds(), all.vectors()));
      }
      float[][] vectors =
          encoder.finite(
              encoder.encodeSquares(
                  batch.stream().flatMap(some -> some.squares.stream()).toList()));
      List<ShardBuilder.ItemFeatures> made = new ArrayList<>();
      int from = 0;
      for (Frames some : batch) {
        int to = from + some.pictures();
        double start = some.item.start();
        double[] seconds = some.seconds.stream().mapToDouble(s -> Math.max(0, s - start)).toArray();
        made.add(made(seconds, Arrays.copyOfRange(vectors, from, to)));
        from = to;
      }
      return made;
    }

    /** Vectors beyond the times are of views. */
    private ShardBuilder.ItemFeatures made(double[] seconds, float[][] vectors) {
      int count = seconds.length;
      float[] times = new float[count];
      for (int i = 0; i < count; i++) {
        times[i] = (float) seconds[i];
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("frames", rows(Arrays.copyOf(vectors, count)));
      tensors.put("times", Tensor.of(times, times.length));
      if (vectors.length > count) {
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
}
