package io.im2wav4j.pipeline;

import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.exchange.PublishedWriter;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trained runs become checkpoints of the reference. */
public final class ModelExport {
  private ModelExport() {}

  /**
   * Writes the VQ-VAE, and Low and Up where they are trained. Theirs must be that VQ-VAE.
   *
   * @return the files
   */
  public static List<Path> run(ModelsFolder models, Path out) {
    Path sound = models.trained(ModelKind.VQVAE);
    ModelParents.require(models, TrainedModels.sha256(sound), null);
    VqVaeConfig soundConfig = TrainedModels.vqVaeConfig(sound);
    Path file = sound.resolve("bandwidth.json");
    Bandwidth bandwidth = Files.exists(file) ? Json.read(file, Bandwidth.class) : null;
    try (FolderLock lock = FolderLock.take(out)) {
      return write(models, out, sound, soundConfig, bandwidth);
    }
  }

  private static List<Path> write(
      ModelsFolder models, Path out, Path sound, VqVaeConfig soundConfig, Bandwidth bandwidth) {
    RunFolder soundRun = RunFolder.open(sound);
    List<Path> written = new ArrayList<>(List.of(file(out, ModelKind.VQVAE)));
    PublishedWriter.writeVqVae(
        written.get(0),
        soundConfig,
        TrainedModels.weights(sound),
        step(sound),
        settings(soundRun.config(VqVaeRun.class).training()),
        bandwidth);
    for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
      if (models.has(model)) {
        Path run = models.run(model);
        Path target = file(out, model);
        PublishedWriter.writeLanguageModel(
            target,
            TrainedModels.languageModelConfig(run),
            TrainedModels.weights(run),
            step(run),
            settings(RunFolder.open(run).config(LanguageModelRun.class).training()),
            soundConfig,
            bandwidth);
        written.add(target);
      }
    }
    return written;
  }

  private static Path file(Path out, ModelKind model) {
    return out.resolve(model + ".tar");
  }

  /** The step of the weights: the name of their folder ends with it. */
  private static long step(Path run) {
    String name = TrainedModels.weights(run).getParent().getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }

  private static Map<String, Object> settings(TrainingConfig config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bs", config.batchSize());
    settings.put("lr", config.learningRate());
    settings.put("beta1", config.beta1());
    settings.put("beta2", config.beta2());
    settings.put("weight_decay", config.weightDecay());
    settings.put("lr_warmup", (double) config.warmupSteps());
    settings.put("clip", config.clipNorm());
    settings.put("mu", config.averageDecay());
    settings.put("seed", Math.toIntExact(config.seed() % Integer.MAX_VALUE));
    return settings;
  }
}
