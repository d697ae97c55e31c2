package io.im2wav4j.cli.stage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.vqvae.VqVae;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * True sounds through the VQ-VAE's codes and back: the ceiling of any generation with these codes.
 */
public final class ReconstructStage {
  private ReconstructStage() {}

  /**
   * Writes ID.wav for each item that has none yet: at most {@code seconds}, decoded from {@code
   * level}.
   */
  public static void run(List<Item> items, Path vqVaeRun, int level, double seconds, Path out) {
    try (NDManager manager = NDManager.newBaseManager();
        Progress progress = Progress.start("reconstruct", items.size())) {
      VqVae model = TrainedModels.vqVae(vqVaeRun, manager);
      for (Item item : items) {
        Path wav = out.resolve(item.id() + ".wav");
        if (!Files.exists(wav)) {
          write(item, manager, model, level, seconds, wav);
        }
        progress.step(1, "");
      }
    }
  }

  private static void write(
      Item item, NDManager manager, VqVae model, int level, double seconds, Path wav) {
    int rate = model.config().sampleRate();
    double stretch = Math.min(seconds, item.secondsOrAll());
    float[] samples = Resampler.toMono(MediaFile.audio(item.media(), item.start(), stretch), rate);
    int hop = model.config().hop(level);
    float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray audio = manager.create(padded, new Shape(1, padded.length));
      float[] decoded = model.decode(model.encode(audio, level), level).toFloatArray();
      AudioClip clip = AudioClip.mono(Arrays.copyOf(decoded, samples.length), rate);
      WavFile.write(wav, clip, WavFile.Encoding.PCM_16);
    }
  }
}
