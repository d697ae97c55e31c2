package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.pipeline.benchmark.PublishedBenchmark;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav benchmark imagehear}. */
@Command(
    name = "imagehear",
    description = {
      "ImageHear: 100 pictures of 30 classes, 120 sounds a class, 3,600 in all; CLIP-score and accuracy, per class and overall.",
      "",
      "The sounds of a class are assigned evenly to its pictures. Stopped, the same command goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav benchmark imagehear --images ImageHear --models runs --encoder clip-vit-b32 --out imagehear",
      "  im2wav benchmark imagehear --images ImageHear --models demo/runs --per-class 2 --out look \\",
      "      --protocol configs/evaluation/yamnet.yaml",
      "  im2wav benchmark imagehear --images ImageHear --wavs theirs=sounds --out theirs"
    })
final class BenchmarkImageHearCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Folder of ImageHear: its pictures and classes.json.")
  private Path images;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "120",
      description = "Sounds of each class; fewer for a quick look.")
  private int perClass;

  @Mixin private BenchmarkOptions options;

  @Override
  public Integer call() {
    if (perClass < 1) {
      throw new UsageError(
          "--per-class", String.valueOf(perClass), "at least 1", "120 is the paper's");
    }
    EvaluationResult result =
        new PublishedBenchmark(
                options.request(
                    "benchmark imagehear", images, images.resolve("classes.json"), false))
            .imageHear(perClass);
    BenchmarkOutput.print(
        result, options.out(), options.models(), "ImageHear", spec.commandLine().getOut());
    return 0;
  }
}
