package io.im2wav4j.cli;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.pipeline.benchmark.PublishedBenchmark;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav benchmark vggsound}. */
@Command(
    name = "vggsound",
    description = {
      "The test split of VGGSound, a sound for each video: FAD, KL, CLIP-score and accuracy, beside the ground truth's.",
      "",
      "Accuracy wants a table of classes: --set labels=ImageHear/classes.json, or labels with the names of the classifier's"
          + " classes. Stopped, the same command goes on where it was."
    },
    footer = {
      "",
      "Example:",
      "  im2wav benchmark vggsound --data VGGSound --models runs --encoder clip-vit-b32 --out vggsound"
    })
final class BenchmarkVggSoundCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of VGGSound's clips with its CSV.")
  private Path data;

  @Mixin private BenchmarkOptions options;

  @Override
  public Integer call() {
    EvaluationResult result =
        new PublishedBenchmark(options.request("benchmark vggsound", data, null, true)).vggSound();
    BenchmarkOutput.print(
        result,
        options.out(),
        options.models(),
        "VGGSound, test split",
        spec.commandLine().getOut());
    return 0;
  }
}
