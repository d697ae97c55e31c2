package io.im2wav4j.encoders.onnx;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.image.ImagePreprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The description of an ONNX file that makes it an image encoder.
 *
 * @param name what reports call it
 * @param weights the ONNX file, relative to the description
 * @param input the graph's one input, unless left out
 * @param output the output with the vectors, [N, width] or [N, width, 1, 1]; may be left out where
 *     only one has such a shape
 * @param picture how pictures are prepared
 */
public record OnnxImageConfig(
    String name,
    Path weights,
    Optional<String> input,
    Optional<String> output,
    ImagePreprocessing picture) {

  /** Checks the name. */
  public OnnxImageConfig {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank; must be what reports call the network");
    }
  }

  /** Whether a file is YAML by its name, as descriptions are. */
  public static boolean isYaml(Path file) {
    return Files.isRegularFile(file)
        && file.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
  }

  /** Whether YAML describes an ONNX file, and not a training run. */
  public static boolean isDescription(Path yaml) {
    return isYaml(yaml) && Configs.values(yaml).containsKey("weights");
  }

  /** Reads a description; {@link #weights} is then where the file is. */
  public static OnnxImageConfig read(Path yaml) {
    OnnxImageConfig config = Configs.load(yaml, OnnxImageConfig.class, List.of());
    return config.withWeights(yaml.resolveSibling(config.weights));
  }

  /** With another ONNX file. */
  OnnxImageConfig withWeights(Path onnx) {
    return new OnnxImageConfig(name, onnx, input, output, picture);
  }

  /** SHA-256 of the settings and the ONNX file's content, wherever it is. */
  String sha256() {
    return Hashes.sha256(Configs.toYaml(withWeights(Path.of("weights"))) + Hashes.sha256(weights));
  }
}
