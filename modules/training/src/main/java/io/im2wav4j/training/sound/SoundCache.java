package io.im2wav4j.training.sound;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sounds of a data set, decoded and resampled once into a folder of raw files (little-endian
 * floats), of which training reads windows. The system's file cache makes small sets as fast as
 * memory, and large ones possible. Filling it can be interrupted and taken up again.
 */
public final class SoundCache implements Sounds {
  private static final Logger LOG = LoggerFactory.getLogger(SoundCache.class);

  private final List<String> ids;
  private final List<Path> files;
  private final int[] lengths;

  private SoundCache(List<String> ids, List<Path> files) {
    this.ids = ids;
    this.files = files;
    this.lengths = files.stream().mapToInt(SoundCache::samples).toArray();
  }

  /**
   * Decodes what is not in the folder yet. Broken or missing media are named in the log and left
   * out.
   *
   * @param folder of the cache, shared by splits and runs of the same rate
   * @param items those without media are left out
   * @param what for the progress, as "training sounds"
   * @throws UserError where nothing at all can be decoded
   */
  public static SoundCache open(Path folder, List<Item> items, int sampleRate, String what) {
    List<Item> sounding = items.stream().filter(item -> item.media() != null).toList();
    Path[] files = new Path[sounding.size()];
    try (Progress progress = Progress.start("decoding " + what, sounding.size())) {
      IntStream.range(0, files.length)
          .parallel()
          .forEach(
              i -> {
                files[i] = decoded(folder, sounding.get(i), sampleRate);
                progress.step(1, "");
              });
    }
    List<String> ids = new ArrayList<>();
    List<Path> whole = new ArrayList<>();
    for (int i = 0; i < files.length; i++) {
      if (files[i] != null) {
        ids.add(sounding.get(i).id());
        whole.add(files[i]);
      }
    }
    if (whole.isEmpty() && !items.isEmpty()) {
      throw new UserError(
          items.get(0).frameSource().toString(),
          "none of " + items.size() + " items has a sound that can be decoded",
          "audio or video files",
          "Run 'im2wav data scan' on the data set to see what is wrong");
    }
    if (whole.size() < sounding.size()) {
      LOG.warn("{} of {} {} were left out", sounding.size() - whole.size(), sounding.size(), what);
    }
    return new SoundCache(ids, whole);
  }

  /** The cached file, or null where the item's media cannot be decoded. */
  private static Path decoded(Path folder, Item item, int sampleRate) {
    try {
      String source =
          String.join(
              " ",
              item.media().toAbsolutePath().toString(),
              Long.toString(Files.size(item.media())),
              Files.getLastModifiedTime(item.media()).toString(),
              Double.toString(item.start()),
              Double.toString(item.duration()),
              Integer.toString(sampleRate));
      Path file = folder.resolve(item.id() + "-" + Hashes.sha256(source).substring(0, 12) + ".f32");
      if (!Files.exists(file)) {
        float[] mono =
            Resampler.toMono(
                MediaFile.audio(item.media(), item.start(), item.secondsOrAll()), sampleRate);
        ByteBuffer bytes = ByteBuffer.allocate(4 * mono.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(mono);
        AtomicFiles.write(file, out -> out.write(bytes.array()));
      }
      return samples(file) == 0 ? null : file;
    } catch (IOException e) {
      LOG.warn("{}: cannot be read ({})", item.media(), e.getMessage());
      return null;
    } catch (UserError e) {
      if (e.getMessage().startsWith(folder.toString())) {
        throw e; // A cache that cannot be written is no fault of the item.
      }
      LOG.warn("{}", e.getMessage());
      return null;
    }
  }

  private static int samples(Path file) {
    try {
      return Math.toIntExact(Files.size(file) / 4);
    } catch (IOException e) {
      throw broken(file, e);
    }
  }

  private static UserError broken(Path file, IOException e) {
    return new UserError(
        file.toString(),
        "cannot be read (" + e.getMessage() + ")",
        "a file of decoded sound",
        "Delete it and run the command again",
        e);
  }

  @Override
  public int count() {
    return ids.size();
  }

  @Override
  public String id(int sound) {
    return ids.get(sound);
  }

  @Override
  public int length(int sound) {
    return lengths[sound];
  }

  @Override
  public void read(int sound, int from, float[] into, int at, int length) {
    int there = Math.max(0, Math.min(length, lengths[sound] - from));
    byte[] bytes = new byte[4 * there];
    // Not a channel: an interrupt would close it in the middle of a step.
    try (RandomAccessFile file = new RandomAccessFile(files.get(sound).toFile(), "r")) {
      file.seek(4L * from);
      file.readFully(bytes);
    } catch (IOException e) {
      throw broken(files.get(sound), e);
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(into, at, there);
    Arrays.fill(into, at + there, at + length, 0);
  }
}
