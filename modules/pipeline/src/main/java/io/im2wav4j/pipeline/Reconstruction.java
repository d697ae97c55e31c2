package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SoundCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * True sounds through a codec and back: the ceiling of any generation with these codes. Sounds of
 * any length: they are decoded, encoded and written piece by piece.
 */
public final class Reconstruction {
  private Reconstruction() {}

  /**
   * How one sound was made; NAME.json beside NAME.wav.
   *
   * @param source file name of the sound or video
   * @param start of the stretch in the source, in seconds
   * @param duration that was asked for, in seconds; 0 means to the end
   * @param level {@link CodeLevel#index} of the codes that were decoded
   * @param vqvae SHA-256 of the weights
   */
  private record Recipe(String source, double start, double duration, int level, String vqvae) {}

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
   * Writes ID.wav for each item that has none yet: at most {@code seconds}, decoded from {@code
   * level}.
   */
  public static void run(
      List<Item> items, Path codecRun, CodeLevel level, double seconds, Path out) {
    try (NDManager manager = NDManager.newBaseManager();
        Progress progress = Progress.start("reconstruct", items.size())) {
      SoundCodec codec = TrainedModels.codec(codecRun, manager);
      for (Item item : items) {
        Path wav = out.resolve(item.id() + ".wav");
        if (!Files.exists(wav)) {
          write(item, codec, level, Math.min(seconds, item.secondsOrAll()), wav);
        }
        progress.step(1, "");
      }
    }
  }

  /**
   * Writes ID.wav and ID.json for each item that has none yet, each item's whole stretch.
   *
   * @return the WAVs, in order
   */
  public static List<Path> files(List<Item> items, Path codecRun, CodeLevel level, Path out) {
    List<Path> wavs = new ArrayList<>();
    String sha256 = Hashes.sha256(TrainedModels.weights(codecRun));
    try (NDManager manager = NDManager.newBaseManager();
        Progress progress = Progress.start("reconstruct", items.size())) {
      SoundCodec codec = TrainedModels.codec(codecRun, manager);
      for (Item item : items) {
        Path wav = out.resolve(item.id() + ".wav");
        Path json = out.resolve(item.id() + ".json");
        Recipe recipe =
            new Recipe(
                item.media().getFileName().toString(),
                item.start(),
                item.duration(),
                level.index(),
                sha256);
        if (!isThere(wav, json, recipe)) {
          EncodedSound encoded = write(item, codec, level, item.secondsOrAll(), wav);
          int codes = encoded.codes(level).length;
          int rate = codec.format().sampleRate();
          Json.write(json, new Description(recipe, rate, encoded.samples(), codes));
        }
        wavs.add(wav);
        progress.step(1, "");
      }
    }
    return wavs;
  }

  /** The JSON is written last: where it is, the WAV is whole. */
  private static boolean isThere(Path wav, Path json, Recipe recipe) {
    if (!Files.exists(wav) || !Files.exists(json)) {
      return false;
    }
    if (!Json.read(json, Description.class).recipe.equals(recipe)) {
      throw new UserError(
          wav.toString(),
          "a sound that was made otherwise (see " + json.getFileName() + ")",
          "a folder for this file, level and model",
          "Choose another --out, or delete that file");
    }
    return true;
  }

  private static EncodedSound write(
      Item item, SoundCodec codec, CodeLevel level, double seconds, Path wav) {
    int rate = codec.format().sampleRate();
    EncodedSound encoded;
    try (SampleStream sound =
        Resampler.toRate(MediaFile.stream(item.media(), item.start(), seconds), rate)) {
      encoded = codec.encode(sound::read);
    }
    WavFile.write(
        wav,
        rate,
        encoded.samples(),
        WavFile.Encoding.PCM_16,
        next -> {
          Consumer<float[]> cut = firstSamples(encoded.samples(), next);
          codec.decode(encoded.codes(level), level, cut::accept);
        });
    return encoded;
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
