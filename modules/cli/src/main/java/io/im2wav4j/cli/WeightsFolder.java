package io.im2wav4j.cli;

import io.im2wav4j.core.weights.WeightCatalog;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import java.nio.file.Path;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The option that says where published weights lie. */
final class WeightsFolder {
  /** How an image encoder is named. */
  static final String IMAGE_ENCODERS =
      "the run of 'im2wav train encoder', the name of published weights ('im2wav weights list'), a file of such"
          + " weights, or a YAML that describes an ONNX file (docs/how-to/add-an-encoder.md)";

  @Option(
      names = "--weights-dir",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder of published weights (default: $IM2WAV_WEIGHTS, else ~/.im2wav/weights).")
  private Path folder;

  WeightStore store() {
    return folder == null
        ? WeightStore.standard()
        : new WeightStore(folder, WeightCatalog.builtIn());
  }

  /** The run or file of the image encoder that a user names. */
  Path imageEncoder(String named) {
    return new NetworkRegistry(store()).path(NetworkKind.IMAGE_ENCODER, named);
  }
}
