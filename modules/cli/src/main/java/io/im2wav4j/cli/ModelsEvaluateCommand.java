package io.im2wav4j.cli;

import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ModelsResult;
import io.im2wav4j.pipeline.ModelMeasurement;
import io.im2wav4j.pipeline.ModelsFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav models evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Measures models by themselves on items that they were not trained on: bits per code of Low and Up, with the item's"
          + " pictures and with another's, and how much of the codebooks is used.",
      "",
      "Generated sounds are put through the VQ-VAE again to count their codes. How sounds are judged is 'im2wav evaluate'."
    },
    footer = {
      "",
      "Example:",
      "  im2wav models evaluate --models runs --features features --wavs ours=sounds --out models.json"
    })
final class ModelsEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ParentsOption parents;

  @Option(
      names = "--models",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the run vqvae and perhaps low and up.")
  private Path models;

  @Option(
      names = "--features",
      required = true,
      paramLabel = "DIR",
      description = "Features of the items, of 'im2wav data prepare'.")
  private Path features;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "Items to look at.")
  private String split;

  @Option(
      names = "--wavs",
      paramLabel = "NAME=DIR",
      description = "Generated sounds whose codes are counted too; may be repeated.")
  private Map<String, Path> wavs = new LinkedHashMap<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the bootstrap.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "JSON",
      description = "File for the results.")
  private Path out;

  @Override
  public Integer call() {
    ModelsResult result =
        ModelMeasurement.run(
            new ModelsFolder(models).allowingOtherParents(parents.allowed()),
            features,
            split,
            wavs,
            seed,
            out);
    PrintWriter print = spec.commandLine().getOut();
    print.println("| metric | value | 95 % |");
    print.println("|---|---|---|");
    for (MetricResult m : result.metrics()) {
      String name = m.name() + (m.unit().isEmpty() ? "" : ", " + m.unit());
      print.println(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f to %.3f |",
              name,
              m.value().estimate(),
              m.value().low(),
              m.value().high()));
    }
    result.warnings().forEach(warning -> print.println("- " + warning));
    print.println(out);
    return 0;
  }
}
