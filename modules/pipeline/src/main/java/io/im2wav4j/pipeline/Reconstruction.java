package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.Nullable;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SoundCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * True sounds through a codec and back: the best that any generation with these codes can reach.
 * Sounds of any length: they are decoded, encoded and written piece by piece.
 */
public final class Reconstruction {
  private Reconstruction() {}

  /**
   * How one sound was made; NAME.json beside NAME.wav.
   *
   * @param id of the item
   * @param source file name of the sound or video
   * @param sourceSha256 of its content
   * @param start of the stretch in the source, in seconds
   * @param duration of that stretch at most, in seconds; 0: to the end
   * @param level "up" or "low": whose codes were decoded
   * @param vqvae SHA-256 of the weights
   * @param settings SHA-256 of the VQ-VAE's configuration
   */
  private record Recipe(
      @Nullable String id,
      String source,
      @Nullable String sourceSha256,
      double start,
      double duration,
      String level,
      String vqvae,
      @Nullable String settings)
      implements KeptSound.Recipe {
    @Override
    public boolean isWhole() {
      return sourceSha256 != null && settings != null;
    }
  }

  /**
   * What is in a JSON: the recipe, and what came of it.
   *
   * @param recipe how it was made
   * @param sampleRate of the WAV
   * @param samples of the WAV
   * @param codes that they were decoded from
   */
  private record Description(Recipe recipe, int sampleRate, long samples, int codes) {}

  /**
   * Writes ID.wav and ID.json for each item that has none yet.
   *
   * @param level whose codes are decoded
   * @param seconds at most of each item; infinite: its whole stretch
   * @return the WAVs, in order; without those of items that cannot be read, which the log names
   * @throws UserError where a sound is there that was made otherwise, or no item can be read
   */
  public static List<Path> run(
      List<Item> items, Path codecRun, CodeLevel level, double seconds, Path out) {
    List<Path> wavs = new ArrayList<>();
    SkippedItems skipped = new SkippedItems();
    String sha256 = TrainedModels.sha256(codecRun);
    String settings = TrainedModels.settings(codecRun);
    try (FolderLock lock = FolderLock.take(out);
        NDManager manager = NDManager.newBaseManager();
        Progress progress = Progress.start("reconstruct", items.size())) {
      SoundCodec codec = TrainedModels.codec(codecRun, manager);
      for (Item item : items) {
        Path wav = out.resolve(item.id() + ".wav");
        progress.step(1, "");
        double stretch = Math.min(seconds, item.secondsOrAll());
        Recipe recipe =
            new Recipe(
                item.id(),
                item.media().getFileName().toString(),
                KeptSound.sha256(item.media()),
                item.start(),
                Double.isInfinite(stretch) ? 0 : stretch,
                level.toString(),
                sha256,
                settings);
        if (!KeptSound.isThere(wav, recipe, json -> Json.read(json, Description.class).recipe)) {
          EncodedSound encoded;
          try {
            encoded = encoded(item, codec, stretch);
          } catch (UserError | OutOfMemoryError e) {
            skipped.add(item.id(), e);
            continue;
          }
          write(encoded, codec, level, wav);
          int codes = encoded.codes(level).length;
          int rate = codec.format().sampleRate();
          Json.write(KeptSound.json(wav), new Description(recipe, rate, encoded.samples(), codes));
        }
        wavs.add(wav);
      }
    }
    skipped.finish(items.size());
    return wavs;
  }

  private static EncodedSound encoded(Item item, SoundCodec codec, double seconds) {
    int rate = codec.format().sampleRate();
    try (SampleStream sound =
        Resampler.toRate(MediaFile.stream(item.media(), item.start(), seconds), rate)) {
      return codec.encode(sound::read);
    }
  }

  private static void write(EncodedSound encoded, SoundCodec codec, CodeLevel level, Path wav) {
    int rate = codec.format().sampleRate();
    WavFile.write(
        wav,
        rate,
        encoded.samples(),
        WavFile.Encoding.PCM_16,
        next -> {
          Consumer<float[]> cut = firstSamples(encoded.samples(), next);
          codec.decode(encoded.codes(level), level, cut::accept);
        });
  }

  /** Passes on so many samples; the rest answers to the padding. */
  private static Consumer<float[]> firstSamples(long samples, Consumer<float[]> next) {
    long[] left = {samples};
    return piece -> {
      int n = (int) Math.min(left[0], piece.length);
      next.accept(n == piece.length ? piece : Arrays.copyOf(piece, n));
      left[0] -= n;
    };
  }
}
