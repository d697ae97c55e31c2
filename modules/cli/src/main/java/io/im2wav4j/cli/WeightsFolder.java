package io.im2wav4j.cli;

import io.im2wav4j.core.weights.WeightCatalog;
import io.im2wav4j.core.weights.WeightStore;
import java.nio.file.Path;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The option that says where published weights lie. */
final class WeightsFolder {
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
}
