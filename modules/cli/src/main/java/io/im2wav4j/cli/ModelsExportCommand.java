package io.im2wav4j.cli;

import io.im2wav4j.pipeline.ModelExport;
import io.im2wav4j.pipeline.ModelsFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav models export}. */
@Command(
    name = "export",
    description = {
      "Writes vqvae.tar, low.tar and up.tar, as far as they are trained, as the reference implementation saves them:"
          + " PyTorch checkpoints with hps, model, opt and step.",
      "",
      "model holds the averaged weights in single precision. opt is None, so the files are for sampling and for a new"
          + " start of training. Keys of hps that our models know nothing of have the reference's defaults."
    },
    footer = {"", "Example:", "  im2wav models export --models demo/runs --out for-pytorch"})
final class ModelsExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ParentsOption parents;

  @Option(
      names = "--models",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the runs vqvae and perhaps low and up.")
  private Path models;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the checkpoints.")
  private Path out;

  @Override
  public Integer call() {
    ModelExport.run(new ModelsFolder(models).allowingOtherParents(parents.allowed()), out)
        .forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
