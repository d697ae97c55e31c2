package io.im2wav4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav weights import}. */
@Command(
    name = "import",
    description =
        "Copies files that you have into the folder of weights, so that commands find them by name.",
    footer = {
      "",
      "Examples:",
      "  im2wav weights import ViT-B-32.pt --as clip-vit-b32",
      "  im2wav weights import yamnet.onnx yamnet_class_map.csv --as yamnet"
    })
final class WeightsImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WeightsFolder folder;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of one set of weights.")
  private List<Path> files;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "NAME",
      description = "Whose they are, as 'im2wav weights list' shows.")
  private String name;

  @Option(
      names = "--any-hash",
      description =
          "Take files whose SHA-256 is not the published one, such as another conversion.")
  private boolean anyHash;

  @Override
  public Integer call() {
    folder.store().add(name, files, anyHash).forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
