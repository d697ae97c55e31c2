package io.im2wav4j.features.prepare;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.EncodedPictures;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Embeddings of an item's frames, made while they are decoded: a video of any length and size takes
 * no more memory than a frame, and as many squares as an encoder takes together.
 *
 * @param vectors [frames][width]
 * @param seconds time of each frame, from the item's start
 */
public record FrameEmbeddings(float[][] vectors, double[] seconds) {
  /** Reads and embeds the frames of an item: its picture, or its video's frames at the rate. */
  public static FrameEmbeddings of(Item item, ImageEncoder encoder, double frameRate) {
    List<Double> seconds = new ArrayList<>();
    EncodedPictures pictures = new EncodedPictures(encoder);
    each(
        item,
        frameRate,
        squared(
            encoder,
            (time, square) -> {
              seconds.add(Math.max(0, time - item.start()));
              pictures.add(square);
            }));
    return new FrameEmbeddings(
        encoder.finite(pictures.vectors()), seconds.stream().mapToDouble(s -> s).toArray());
  }

  /** Takes a frame's time in its file, in seconds, and its square. */
  @FunctionalInterface
  interface SquareConsumer {
    void accept(double seconds, Pixels square);
  }

  /** Keeps of each frame its square alone; a frame that comes again has the same one. */
  static Consumer<VideoFrame> squared(ImageEncoder encoder, SquareConsumer next) {
    return new Consumer<>() {
      private VideoFrame last;
      private Pixels square;

      @Override
      public void accept(VideoFrame frame) {
        if (!frame.equals(last)) {
          square = encoder.square(frame.image());
          last = frame;
        }
        next.accept(frame.seconds(), square);
      }
    };
  }

  /** Gives the frames of an item one after the other. */
  static void each(Item item, double frameRate, Consumer<VideoFrame> next) {
    if (PictureFile.isPicture(item.frameSource())) {
      next.accept(new VideoFrame(item.start(), PictureFile.read(item.frameSource())));
    } else {
      MediaFile.frames(item.frameSource(), item.start(), item.secondsOrAll(), frameRate, next);
    }
  }
}
