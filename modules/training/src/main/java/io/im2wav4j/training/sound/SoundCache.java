package io.im2wav4j.training.sound;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.ContentHash;
import io.im2wav4j.core.io.FileStamp;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sounds of a data set, decoded and resampled once into a folder of raw files (little-endian
 * floats, then their SHA-256), of which training reads windows. The system's file cache makes small
 * sets as fast as memory, and large ones possible. Filling it can be interrupted and taken up
 * again.
 */
public final class SoundCache implements Sounds {
  private static final Logger LOG = LoggerFactory.getLogger(SoundCache.class);
  private static final int HASH_BYTES = 32;

  private final List<Sound> sounds;

  private record Sound(String id, Path file, int length, String sha256) {}

  private SoundCache(List<Sound> sounds) {
    this.sounds = sounds;
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
    List<Sound> sounds;
    try (Progress progress = Progress.start("decoding " + what, sounding.size())) {
      sounds =
          sounding.parallelStream()
              .map(
                  item -> {
                    Sound sound = decoded(folder, item, sampleRate);
                    progress.step(1, "");
                    return sound;
                  })
              .filter(sound -> sound != null && sound.length > 0)
              .toList();
    }
    if (sounds.isEmpty() && !items.isEmpty()) {
      throw new UserError(
          items.get(0).frameSource().toString(),
          "none of " + items.size() + " items has a sound that can be decoded",
          "audio or video files",
          "Run 'im2wav data scan' on the data set to see what is wrong");
    }
    if (sounds.size() < sounding.size()) {
      LOG.warn("{} of {} {} were left out", sounding.size() - sounds.size(), sounding.size(), what);
    }
    return new SoundCache(sounds);
  }

  /** The cached sound, or null where the item's media cannot be decoded. */
  private static Sound decoded(Path folder, Item item, int sampleRate) {
    try {
      String source =
          String.join(
              " ",
              item.media().toAbsolutePath().toString(),
              FileStamp.of(item.media()),
              Double.toString(item.start()),
              Double.toString(item.duration()),
              Integer.toString(sampleRate),
              "with hash, " + MediaFile.VERSION);
      Path file = folder.resolve(item.id() + "-" + Hashes.sha256(source).substring(0, 12) + ".f32");
      if (!Files.exists(file)) {
        float[] mono =
            Resampler.toMono(
                MediaFile.audio(item.media(), item.start(), item.secondsOrAll()), sampleRate);
        ByteBuffer bytes =
            ByteBuffer.allocate(4 * mono.length + HASH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(mono);
        bytes.position(4 * mono.length);
        bytes.put(HexFormat.of().parseHex(new ContentHash().add(mono).hex()));
        AtomicFiles.write(file, out -> out.write(bytes.array()));
      }
      return opened(item.id(), file);
    } catch (IOException e) {
      LOG.warn("{}: cannot be read ({})", item.media(), e.getMessage());
      return null;
    } catch (UserError e) {
      if (e.getMessage().startsWith(folder.toString())) {
        throw e; // A cache that cannot be written is no fault of the item.
      }
      LOG.warn("{}", e.getMessage());
      return null;
    } catch (OutOfMemoryError e) {
      LOG.warn("{}", SkippedItems.reason(item.media().toString(), e).getMessage());
      return null;
    }
  }

  private static Sound opened(String id, Path file) {
    try {
      int length = Math.toIntExact((Files.size(file) - HASH_BYTES) / 4);
      byte[] hash = bytes(file, 4L * length, HASH_BYTES);
      return new Sound(id, file, length, HexFormat.of().formatHex(hash));
    } catch (IOException e) {
      throw broken(file, e);
    }
  }

  private static byte[] bytes(Path path, long from, int count) {
    byte[] bytes = new byte[count];
    // Not a channel: an interrupt would close it in the middle of a step.
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(from);
      file.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw broken(path, e);
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
    return sounds.size();
  }

  @Override
  public String id(int sound) {
    return sounds.get(sound).id;
  }

  @Override
  public int length(int sound) {
    return sounds.get(sound).length;
  }

  @Override
  public String sha256(int sound) {
    return sounds.get(sound).sha256;
  }

  @Override
  public float[] read(int sound, int from, int length) {
    Sound read = sounds.get(sound);
    int there = Math.max(0, Math.min(length, read.length - from));
    float[] samples = new float[length];
    ByteBuffer.wrap(bytes(read.file, 4L * from, 4 * there))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(samples, 0, there);
    return samples;
  }
}
