package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * {@code model.json} in a run's folder: which small network it trained, its sizes, its labels and
 * where its weights are, so that a folder alone is enough to open it.
 */
public final class SmallModelFiles {
  private static final String NAME = "model.json";
  private static final String PAIR = "small-pair";
  private static final String CLASSIFIER = "small-classifier";

  private SmallModelFiles() {}

  private record PairFile(String model, SmallEncoderConfig config, String weights) {}

  private record ClassifierFile(
      String model, SmallClassifierConfig config, List<String> labels, String weights) {}

  private record AnyFile(String model, String weights) {}

  /**
   * Describes a trained pair.
   *
   * @param weights inside {@code folder}
   */
  public static void writePair(Path folder, SmallEncoderConfig config, Path weights) {
    Json.write(folder.resolve(NAME), new PairFile(PAIR, config, relative(folder, weights)));
  }

  /**
   * Describes a trained classifier.
   *
   * @param weights inside {@code folder}
   */
  public static void writeClassifier(
      Path folder, SmallClassifierConfig config, List<String> labels, Path weights) {
    Json.write(
        folder.resolve(NAME),
        new ClassifierFile(CLASSIFIER, config, labels, relative(folder, weights)));
  }

  /** Opens the picture's half of the pair in a run's folder. */
  public static ImageEncoder imageEncoder(Path folder) {
    PairFile file = pair(folder);
    return new SmallImageEncoder(file.config, weights(folder, file.weights));
  }

  /** Opens the sound's half of the pair in a run's folder. */
  public static AudioEncoder audioEncoder(Path folder) {
    PairFile file = pair(folder);
    return new SmallAudioEncoder(file.config, weights(folder, file.weights));
  }

  /** Opens the classifier in a run's folder. */
  public static AudioClassifier classifier(Path folder) {
    check(folder, CLASSIFIER, "im2wav train classifier");
    ClassifierFile file = Json.read(folder.resolve(NAME), ClassifierFile.class);
    return new SmallAudioClassifier(file.config, file.labels, weights(folder, file.weights));
  }

  /** The files of a run's network: its description and its weights; of no run, the folder alone. */
  public static List<Path> files(Path folder) {
    Path file = folder.resolve(NAME);
    return Files.exists(file)
        ? List.of(file, weights(folder, Json.read(file, AnyFile.class).weights))
        : List.of(folder);
  }

  private static Path weights(Path folder, String named) {
    return CheckpointFiles.named(folder.resolve(NAME), named);
  }

  /** Makes a network with weights; where they do not fit, its memory is given back at once. */
  static <M extends Module> M load(
      Path weights, NDManager owner, Function<ParameterFactory, M> maker) {
    try {
      M model = Weights.sized(weights, owner, maker);
      Weights.load(model, weights);
      return model;
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  private static PairFile pair(Path folder) {
    check(folder, PAIR, "im2wav train encoder");
    return Json.read(folder.resolve(NAME), PairFile.class);
  }

  private static void check(Path folder, String model, String command) {
    Path file = folder.resolve(NAME);
    String found = Json.read(file, AnyFile.class).model;
    if (!model.equals(found)) {
      throw new UserError(
          file.toString(),
          "describes a model of kind '" + UserError.printable(found) + "'",
          "'" + model + "'",
          "Give the folder of a finished '" + command + "'");
    }
  }

  private static String relative(Path folder, Path weights) {
    return folder.toAbsolutePath().relativize(weights.toAbsolutePath()).toString();
  }
}
