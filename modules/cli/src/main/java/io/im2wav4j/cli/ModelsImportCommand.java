package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.ModelImport;
import io.im2wav4j.pipeline.ModelsFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav models import}. */
@Command(
    name = "import",
    description = {
      "Makes run folders of checkpoints that the reference implementation saved. Sizes come from the files; weights in"
          + " half precision are widened. A file is never trusted: nothing in it is run.",
      "",
      "What is imported already is kept. Pictures need an image encoder too: see 'im2wav weights' and --encoder of"
          + " 'im2wav generate'."
    },
    footer = {
      "",
      "Example:",
      "  im2wav models import --vqvae vqvae.tar --low low.tar --up up.tar --out published"
    })
final class ModelsImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--vqvae", paramLabel = "FILE", description = "Checkpoint of the VQ-VAE.")
  private Path vqVae;

  @Option(names = "--low", paramLabel = "FILE", description = "Checkpoint of Low.")
  private Path low;

  @Option(names = "--up", paramLabel = "FILE", description = "Checkpoint of Up.")
  private Path up;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the runs vqvae, low and up.")
  private Path out;

  @Override
  public Integer call() {
    if (vqVae == null && low == null && up == null) {
      throw new UsageError(
          "im2wav models import",
          "nothing to import",
          "--vqvae, --low or --up",
          "Name at least one checkpoint");
    }
    try (FolderLock lock = FolderLock.take(out)) {
      ModelsFolder models = new ModelsFolder(out);
      PrintWriter printer = spec.commandLine().getOut();
      if (vqVae != null) {
        printer.println(ModelImport.vqVae(vqVae, models.run(ModelKind.VQVAE)));
      }
      for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
        Path file = model == ModelKind.UP ? up : low;
        if (file != null) {
          printer.println(ModelImport.languageModel(file, model, models.run(model)));
        }
      }
    }
    return 0;
  }
}
