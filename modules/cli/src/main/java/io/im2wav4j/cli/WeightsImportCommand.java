package io.im2wav4j.cli;

import io.im2wav4j.core.weights.AddedFile;
import io.im2wav4j.core.weights.WeightFile;
import io.im2wav4j.encoders.registry.PublishedNetworks;
import java.io.PrintWriter;
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
        "Takes files that you have into the folder of weights, so that commands find them by name: copies them, or makes"
            + " ONNX graphs of TensorFlow Lite files.",
    footer = {
      "",
      "Examples:",
      "  im2wav weights import ViT-B-32.pt --as clip-vit-b32",
      "  im2wav weights import yamnet.tflite yamnet_class_map.csv --as yamnet"
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
      description = "Take files whose SHA-256 is not the published one, such as another version.")
  private boolean anyHash;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (AddedFile added : folder.store().add(name, files, anyHash, new PublishedNetworks())) {
      WeightFile as = added.as();
      boolean copied = added.path().endsWith(as.file());
      out.println(added.path());
      out.println("  " + (copied ? "copied" : "made from " + as.file()));
      out.println("  SHA-256 " + added.sha256() + ": " + verdict(as, added.sha256()));
    }
    return 0;
  }

  private static String verdict(WeightFile as, String sha256) {
    if (as.sha256().isEmpty()) {
      return "not checked, as no published one is known";
    }
    return as.accepts(sha256) ? "the published file" : "not the published file";
  }
}
