package io.im2wav4j.models;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.models.codec.CodecFormat;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeCodec;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;

/**
 * {@code model.json} in a run's folder: which model it trained, its configuration and where its
 * newest averaged weights are, so that a folder alone is enough to open it.
 */
public final class TrainedModels {
  private static final String NAME = "model.json";
  private static final String VQ_VAE = "vqvae";
  private static final String LANGUAGE_MODEL = "language-model";

  private TrainedModels() {}

  private record VqVaeFile(String model, VqVaeConfig config, String weights) {}

  private record LanguageModelFile(String model, LanguageModelConfig config, String weights) {}

  private record AnyFile(String model, String weights) {}

  /**
   * Describes a VQ-VAE.
   *
   * @param weights inside {@code folder}
   */
  public static void writeVqVae(Path folder, VqVaeConfig config, Path weights) {
    Json.write(folder.resolve(NAME), new VqVaeFile(VQ_VAE, config, relative(folder, weights)));
  }

  /**
   * Describes a language model.
   *
   * @param weights inside {@code folder}
   */
  public static void writeLanguageModel(Path folder, LanguageModelConfig config, Path weights) {
    Json.write(
        folder.resolve(NAME),
        new LanguageModelFile(LANGUAGE_MODEL, config, relative(folder, weights)));
  }

  /**
   * The weight file of the run in {@code folder}, whichever model it is of.
   *
   * @throws UserError if it is another file than was written
   */
  public static Path weights(Path folder) {
    Path file = folder.resolve(NAME);
    return CheckpointFiles.named(file, Json.read(file, AnyFile.class).weights);
  }

  /** SHA-256 of the weights of the run in {@code folder}. */
  public static String sha256(Path folder) {
    return CheckpointFiles.sha256(weights(folder));
  }

  /**
   * SHA-256 of all that a run says of its model beside the weights: equal weights under another
   * configuration are another model. Of any run with a {@code model.json}.
   */
  public static String settings(Path folder) {
    ObjectNode file = Json.read(folder.resolve(NAME), ObjectNode.class);
    file.remove("weights");
    return Hashes.sha256(Json.line(file));
  }

  /** The configuration of a run's VQ-VAE. */
  public static VqVaeConfig vqVaeConfig(Path folder) {
    check(folder, VQ_VAE, "im2wav train vqvae");
    return Json.read(folder.resolve(NAME), VqVaeFile.class).config;
  }

  /** The format of a run's codec, whose weights are not read. */
  public static CodecFormat codecFormat(Path folder) {
    return vqVaeConfig(folder);
  }

  /** The configuration of a run's Low or Up. */
  public static LanguageModelConfig languageModelConfig(Path folder) {
    check(folder, LANGUAGE_MODEL, "im2wav train low' or 'im2wav train up");
    return Json.read(folder.resolve(NAME), LanguageModelFile.class).config;
  }

  /** Opens a run's codec, owned by {@code manager}. */
  public static SoundCodec codec(Path folder, NDManager manager) {
    return new VqVaeCodec(vqVae(folder, manager));
  }

  /** Opens a run's VQ-VAE, owned by {@code manager}. */
  public static VqVae vqVae(Path folder, NDManager manager) {
    VqVaeConfig config = vqVaeConfig(folder);
    Path weights = weights(folder);
    VqVae model = Weights.sized(weights, manager, values -> new VqVae(values, config));
    Weights.load(model, weights);
    return model;
  }

  /** Opens a run's Low or Up, owned by {@code manager}. */
  public static LanguageModel languageModel(Path folder, NDManager manager) {
    LanguageModelConfig config = languageModelConfig(folder);
    Path weights = weights(folder);
    LanguageModel model =
        Weights.sized(weights, manager, values -> new LanguageModel(config, values));
    model.load(weights);
    return model;
  }

  private static void check(Path folder, String model, String command) {
    Path file = folder.resolve(NAME);
    String found = Json.read(file, AnyFile.class).model;
    if (!model.equals(found)) {
      throw new UserError(
          file.toString(),
          "describes a model of kind '" + UserError.printable(found) + "'",
          "'" + model + "'",
          "Give the folder of '" + command + "'");
    }
  }

  private static String relative(Path folder, Path weights) {
    return folder
        .toAbsolutePath()
        .relativize(weights.toAbsolutePath())
        .toString()
        .replace('\\', '/');
  }
}
