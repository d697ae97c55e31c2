package io.im2wav4j.data.clips;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the clips of a data set: {@code sounds/SPLIT/ID.wav} (the first of an item keeps its id,
 * the others are ID+2, ID+3, ...) and manifest.csv. Pictures stay where they are.
 */
public final class ClipDataSet {
  private static final Logger LOG = LoggerFactory.getLogger(ClipDataSet.class);

  private ClipDataSet() {}

  /**
   * Cuts all items with sound and a picture of their own; silent ones are named in the log and left
   * out.
   *
   * @return the items of the manifest
   * @throws UserError where the folder holds other clips of these names
   */
  public static List<Item> write(Path out, List<Item> items, EventClipConfig config) {
    List<Item> cut = new ArrayList<>();
    try (Progress progress = Progress.start("clips", items.size())) {
      for (Item item : items) {
        cut.addAll(clips(out, item, config));
        progress.step(1, "");
      }
    }
    Manifest.write(out.resolve("manifest.csv"), cut);
    return cut;
  }

  private static List<Item> clips(Path out, Item item, EventClipConfig config) {
    List<Item> cut = new ArrayList<>();
    if (item.media() == null || item.image() == null) {
      LOG.warn("{}: left out, it needs a sound and a picture", item.id());
      return cut;
    }
    float[] samples =
        Resampler.toMono(
            MediaFile.audio(item.media(), item.start(), item.secondsOrAll()), config.sampleRate());
    boolean held = !item.split().equals("train");
    List<float[]> clips = EventClips.cut(samples, held ? config.withPerItem(1) : config);
    if (clips.isEmpty()) {
      LOG.warn("{}: left out, it is silent", item.media());
    }
    for (float[] clip : clips) {
      String id = cut.isEmpty() ? item.id() : item.id() + "+" + (cut.size() + 1);
      Path file = out.resolve("sounds").resolve(item.split()).resolve(id + ".wav");
      write(file, AudioClip.mono(clip, config.sampleRate()));
      cut.add(new Item(id, item.split(), item.label(), file, item.image(), 0, 0));
    }
    return cut;
  }

  private static void write(Path file, AudioClip clip) {
    if (!Files.exists(file)) {
      WavFile.write(file, clip, WavFile.Encoding.PCM_16);
      return;
    }
    ByteArrayOutputStream same = new ByteArrayOutputStream();
    try {
      WavFile.write(same, file.toString(), clip, WavFile.Encoding.PCM_16);
      if (!Arrays.equals(same.toByteArray(), Files.readAllBytes(file))) {
        throw new UserError(
            file.toString(),
            "a clip of another sound, or cut with other settings",
            "a new folder, or one with the same clips",
            "Choose another --out, or delete that folder");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
