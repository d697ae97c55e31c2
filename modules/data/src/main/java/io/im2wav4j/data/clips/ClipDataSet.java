package io.im2wav4j.data.clips;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.config.ConfigDifferences;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the clips of a data set: {@code sounds/SPLIT/ID.wav} (the first of an item keeps its id,
 * the others are ID+2, ID+3, ...), clips.json (what they were cut from) and manifest.csv. Pictures
 * stay where they are.
 */
public final class ClipDataSet {
  private static final Logger LOG = LoggerFactory.getLogger(ClipDataSet.class);

  private static final String DESCRIPTION = "clips.json";

  private ClipDataSet() {}

  /**
   * What clips.json says: all that decides the clips.
   *
   * @param config how they are cut
   * @param sounds by the id of their item: SHA-256 of the file, and the stretch of it
   */
  private record Description(EventClipConfig config, Map<String, String> sounds) {}

  /**
   * Cuts all items with sound and a picture of their own; silent ones, and those that cannot be
   * read, are named in the log and left out.
   *
   * @return the items of the manifest
   * @throws UserError where the folder holds clips that were cut otherwise or of other sounds, or
   *     two clips would have one name
   */
  public static List<Item> write(Path out, List<Item> items, EventClipConfig config) {
    try (FolderLock lock = FolderLock.take(out)) {
      return locked(out, items, config);
    }
  }

  private static List<Item> locked(Path out, List<Item> items, EventClipConfig config) {
    Map<String, String> sounds = new TreeMap<>(sounds(out, config));
    Map<String, String> itemOf = new HashMap<>();
    List<Item> cut = new ArrayList<>();
    SkippedItems skipped = new SkippedItems();
    try (Progress progress = Progress.start("clips", items.size())) {
      for (Item item : items) {
        float[] samples = samples(item, config, skipped);
        if (samples != null) {
          cut.addAll(clips(out, item, samples, config, sounds, itemOf));
        }
        progress.step(1, "");
      }
    }
    skipped.finish(items.size());
    Json.write(out.resolve(DESCRIPTION), new Description(config, sounds));
    Manifest.write(out.resolve("manifest.csv"), cut);
    return cut;
  }

  /** The sounds whose clips the folder holds, which must be of this configuration. */
  private static Map<String, String> sounds(Path out, EventClipConfig config) {
    Path file = out.resolve(DESCRIPTION);
    if (!Files.exists(file)) {
      return Map.of(); // clips without it, of a run that was stopped, are compared byte by byte
    }
    Description found = Json.read(file, Description.class);
    List<String> differences = ConfigDifferences.between(found.config, config);
    if (!differences.isEmpty()) {
      throw new UserError(
          out.toString(),
          "clips that were cut with other settings: " + String.join("; ", differences),
          "a new folder, or one of the same settings",
          "Choose another --out, or delete that folder");
    }
    return found.sounds;
  }

  /** The sound of an item; null where it is left out. */
  private static float[] samples(Item item, EventClipConfig config, SkippedItems skipped) {
    if (item.media() == null || item.image() == null) {
      LOG.warn("{}: left out, it needs a sound and a picture", item.id());
      return null;
    }
    try {
      return Resampler.toMono(
          MediaFile.audio(item.media(), item.start(), item.secondsOrAll()), config.sampleRate());
    } catch (UserError | OutOfMemoryError e) {
      skipped.add(item.id(), e);
      return null;
    }
  }

  private static List<Item> clips(
      Path out,
      Item item,
      float[] samples,
      EventClipConfig config,
      Map<String, String> sounds,
      Map<String, String> itemOf) {
    List<Item> cut = new ArrayList<>();
    String now = Hashes.sha256(item.media()) + " from " + item.start() + " for " + item.duration();
    String before = sounds.putIfAbsent(item.id(), now);
    if (before != null && !before.equals(now)) {
      throw new UserError(
          out.toString(),
          "clips of another sound of '" + item.id() + "': " + before + ", now " + now,
          "a new folder, or one with clips of the same sounds",
          "Choose another --out, or delete that folder");
    }
    boolean held = !item.split().equals("train");
    List<float[]> clips = EventClips.cut(samples, held ? config.withPerItem(1) : config);
    if (clips.isEmpty()) {
      LOG.warn("{}: left out, it is silent", item.media());
    }
    for (float[] clip : clips) {
      String id = cut.isEmpty() ? item.id() : item.id() + "+" + (cut.size() + 1);
      String other = itemOf.put(id, item.id());
      if (other != null) {
        throw new UserError(
            item.id(),
            "its clip " + id + " bears the name of one of '" + other + "'",
            "names that differ",
            "Rename one of the two sounds, or set perItem=1");
      }
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
