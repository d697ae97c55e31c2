package io.im2wav4j.training.encoder;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.small.LogMelConfig;
import io.im2wav4j.encoders.small.SmallLogMel;
import io.im2wav4j.encoders.small.SmallPictures;
import io.im2wav4j.training.sound.Sounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes examples of items; those that cannot be decoded are named in the log and left out. */
public final class ExampleLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ExampleLoader.class);

  private ExampleLoader() {}

  /**
   * Sounds without pictures.
   *
   * @param sounds of the items, at the log-mel's rate
   */
  public static List<Example> sounds(List<Item> items, Sounds sounds, LogMelConfig config) {
    return load(items, sounds, config, 0, 0);
  }

  /**
   * Sounds with pictures: evenly spaced frames of the item's stretch of video, or its image.
   *
   * @param size of the square pictures
   * @param frames most pictures an item gets
   */
  public static List<Example> pairs(
      List<Item> items, Sounds sounds, LogMelConfig config, int size, int frames) {
    return load(items, sounds, config, size, frames);
  }

  private static List<Example> load(
      List<Item> items, Sounds sounds, LogMelConfig config, int size, int frames) {
    Map<String, Item> byId = new HashMap<>();
    items.forEach(item -> byId.put(item.id(), item));
    SmallLogMel frontEnd = new SmallLogMel(config);
    Example[] examples = new Example[sounds.count()];
    try (Progress progress = Progress.start("reading examples", examples.length)) {
      IntStream.range(0, examples.length)
          .parallel()
          .forEach(
              i -> {
                Item item = byId.get(sounds.id(i));
                float[] samples = sounds.read(i, 0, sounds.length(i));
                double seconds = (double) samples.length / config.sampleRate();
                try {
                  examples[i] =
                      new Example(
                          item.id(),
                          item.label(),
                          frames == 0 ? List.of() : pictures(item, seconds, size, frames),
                          frontEnd.of(samples));
                } catch (UserError | OutOfMemoryError e) {
                  LOG.warn("{}", SkippedItems.reason(item.id(), e).getMessage());
                }
                progress.step(1, "");
              });
    }
    return new ArrayList<>(Arrays.stream(examples).filter(Objects::nonNull).toList());
  }

  private static List<float[]> pictures(Item item, double seconds, int size, int frames) {
    List<float[]> planes = new ArrayList<>();
    if (PictureFile.isPicture(item.frameSource())) {
      planes.add(SmallPictures.planes(PictureFile.read(item.frameSource()), size));
    } else {
      MediaFile.frames(
          item.frameSource(),
          item.start(),
          seconds,
          frames / seconds,
          frame -> {
            if (planes.size() < frames) {
              planes.add(SmallPictures.planes(frame.image(), size));
            }
          });
    }
    if (planes.isEmpty()) {
      throw new UserError(
          item.frameSource().toString(),
          "no frame between " + item.start() + " s and " + (item.start() + seconds) + " s",
          "a video with pictures there",
          "Give the item an image, or leave it out");
    }
    return planes;
  }
}
