package io.im2wav4j.pipeline;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.exchange.HyperParameters;
import io.im2wav4j.models.exchange.PublishedCheckpoint;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.optim.Decay;
import io.im2wav4j.nn.weights.Weights;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checkpoints of the reference become finished runs: configuration, averaged weights and
 * provenance, without an optimiser's state. A run appears whole or not at all.
 */
public final class ModelImport {
  private static final String WEIGHTS = "ema.safetensors";
  private static final String CHECKPOINT = "checkpoint";
  private static final String BANDWIDTH = "bandwidth.json";

  /**
   * The published models' clips are VGGSound's. The publication does not say how many frames it
   * takes.
   */
  private static final TrainingClips PUBLISHED = new TrainingClips(10, 4);

  private ModelImport() {}

  /** Imports a VQ-VAE. */
  public static Path vqVae(Path file, Path out) {
    String sha256 = hash(file);
    if (isThere(out, sha256, file)) {
      return out;
    }
    try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file);
        NDManager manager = NDManager.newBaseManager()) {
      VqVae model = checkpoint.vqVae(manager);
      VqVaeRun config = new VqVaeRun(model.config(), training(file, checkpoint));
      AtomicFiles.writeFolder(
          out,
          folder -> {
            RunFolder run = RunFolder.openOrCreate(folder, config, VqVaeRun.class);
            Path weights = writeWeights(run, model, checkpoint.step());
            TrainedModels.writeVqVae(folder, model.config(), weights);
            checkpoint.bandwidth().ifPresent(b -> Json.write(folder.resolve(BANDWIDTH), b));
            finish(run, sha256, checkpoint.step());
          });
    }
    return out;
  }

  /** Imports Low or Up. */
  public static Path languageModel(Path file, ModelKind kind, Path out) {
    String sha256 = hash(file);
    if (isThere(out, sha256, file)) {
      return out;
    }
    try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file);
        NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = checkpoint.languageModel(manager);
      ModelKind found = ModelKind.of(model.config().level());
      if (found != kind) {
        throw new UserError(
            file.toString(),
            "holds the " + found.description(),
            "the " + kind.description(),
            "Give it as --" + found);
      }
      LanguageModelRun config = new LanguageModelRun(model.config(), training(file, checkpoint), 0);
      AtomicFiles.writeFolder(
          out,
          folder -> {
            RunFolder run = RunFolder.openOrCreate(folder, config, LanguageModelRun.class);
            Path weights = writeWeights(run, model, checkpoint.step());
            TrainedModels.writeLanguageModel(folder, model.config(), weights);
            PUBLISHED.write(folder);
            finish(run, sha256, checkpoint.step());
          });
    }
    return out;
  }

  private static String hash(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file.toString(), "no such file", "a checkpoint", "Check the path");
    }
    return Hashes.sha256(file);
  }

  private static boolean isThere(Path out, String sha256, Path file) {
    if (!Files.exists(out)) {
      return false;
    }
    if (Files.exists(out.resolve("resolved.yaml"))) {
      RunFolder run = RunFolder.open(out);
      if (run.isDone() && sha256.equals(run.provenance().inputs().get(CHECKPOINT))) {
        return true;
      }
    }
    throw new UserError(
        out.toString(),
        "there already, and not from " + file,
        "a folder that is not there yet",
        "Choose another --out, or delete that folder");
  }

  private static Path writeWeights(RunFolder run, Module model, long step) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    model.state().forEach((name, array) -> tensors.put(name, Weights.view(array)));
    Path target = run.checkpoint(step);
    AtomicFiles.writeFolder(
        target,
        folder -> {
          SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors, Map.of());
          CheckpointFiles.note(folder);
        });
    return target.resolve(WEIGHTS);
  }

  private static void finish(RunFolder run, String sha256, long step) {
    Provenance provenance =
        Provenance.here(Map.of(CHECKPOINT, sha256), Map.of(), 0, Engines.threads());
    provenance.versions().put("djl", Engine.getDjlVersion());
    run.writeProvenance(provenance.finish());
    run.markDone(Map.of("step", step, "imported", true));
  }

  /** How the file says that it was trained. */
  private static TrainingConfig training(Path file, PublishedCheckpoint checkpoint) {
    HyperParameters hps = checkpoint.hps();
    try {
      return new TrainingConfig(
          Math.max(1, checkpoint.step()),
          hps.integer("bs"),
          hps.number("lr"),
          hps.number("beta1"),
          hps.number("beta2"),
          hps.number("weight_decay"),
          (long) hps.number("lr_warmup"),
          Decay.NONE,
          hps.number("clip"),
          hps.has("mu") ? hps.number("mu") : 0.99,
          1,
          false,
          0,
          0,
          null,
          1,
          0,
          1,
          hps.integer("seed"));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          file + " hps",
          e.getMessage(),
          "settings of a training run",
          "Is it a checkpoint of Im2Wav?",
          e);
    }
  }
}
