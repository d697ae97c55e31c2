package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.pipeline.Reconstruction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav reconstruct}. */
@Command(
    name = "reconstruct",
    description = {
      "Puts sounds through the VQ-VAE's codes and back: NAME.wav, and NAME.json that says how it was made. No generated sound"
          + " can be better than this. Files of any length; what is there already is kept."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav reconstruct --vqvae demo/runs/vqvae --out back dog.wav street.mp4",
      "  im2wav reconstruct --vqvae demo/runs/vqvae --level low --seconds 10 --out back-low concert.flac"
    })
final class ReconstructCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Sounds or videos.")
  private List<Path> files;

  @Option(
      names = "--vqvae",
      required = true,
      paramLabel = "DIR",
      description = "Run of 'im2wav train vqvae', or of 'im2wav models import'.")
  private Path vqVae;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "up",
      description = "Whose codes are decoded: up (fine) or low (coarse).")
  private String level;

  @Option(
      names = "--start",
      paramLabel = "S",
      defaultValue = "0",
      description = "Where in each file to begin, in seconds.")
  private double start;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0",
      description = "How much of each file; 0: to its end.")
  private double seconds;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the sounds.")
  private Path out;

  @Override
  public Integer call() {
    if (!(start >= 0 && seconds >= 0) || Double.isInfinite(start + seconds)) {
      throw new UsageError(
          "--start, --seconds", start + ", " + seconds, "numbers from 0 on", "Give seconds");
    }
    CodeLevel chosen = level(TrainedModels.codecFormat(vqVae).levels());
    List<Item> items = files.stream().map(this::item).toList();
    InputNames.check("im2wav reconstruct", items);
    Reconstruction.run(items, vqVae, chosen, Double.POSITIVE_INFINITY, out)
        .forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private CodeLevel level(List<CodeLevel> levels) {
    String all = levels.stream().map(CodeLevel::toString).collect(Collectors.joining(" or "));
    return levels.stream()
        .filter(known -> known.toString().equals(level))
        .findFirst()
        .orElseThrow(() -> new UsageError("--level", "'" + level + "'", all, "Choose a level"));
  }

  private Item item(Path file) {
    Item item = Item.of(file);
    if (item.media() == null) {
      throw new UsageError(
          file.toString(), "a picture", "a sound or a video", "Name a file that has a sound");
    }
    String id = item.id();
    if (file.toAbsolutePath()
        .normalize()
        .equals(out.resolve(id + ".wav").toAbsolutePath().normalize())) {
      throw new UsageError(
          "--out " + out, "the folder of " + file, "another folder", "It would be overwritten");
    }
    return item.between(start, seconds);
  }
}
