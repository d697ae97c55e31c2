package io.im2wav4j.cli;

import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.pipeline.ModelTraining;
import io.im2wav4j.training.encoder.ClassifierRun;
import io.im2wav4j.training.encoder.EncoderRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trainings that read sounds and pictures. */
abstract class TrainOnDataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private TrainOptions options;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder for decoded sounds, shared by runs; sound-cache beside --out unless given.")
  private Path cache;

  abstract void train(TrainOptions options, List<Item> items, Path cache);

  @Override
  public Integer call() {
    Path decoded =
        cache != null ? cache : options.out().toAbsolutePath().resolveSibling("sound-cache");
    train(options, data.items("all"), decoded);
    spec.commandLine().getOut().println(options.out());
    return 0;
  }

  /** {@code im2wav train vqvae}. */
  @Command(
      name = "vqvae",
      description = "Trains the VQ-VAE on the sounds of the training split.",
      footer = {
        "",
        "Example:",
        "  im2wav train vqvae --config configs/vqvae/tiny.yaml --data scenes --out runs/vqvae"
      })
  static final class VqVaeCommand extends TrainOnDataCommand {
    @Override
    void train(TrainOptions options, List<Item> items, Path cache) {
      ModelTraining.vqVae(options.out(), options.load(VqVaeRun.class), items, cache);
    }
  }

  /** {@code im2wav train encoder}. */
  @Command(
      name = "encoder",
      description =
          "Trains the small CLIP-style pair of encoders, for data where CLIP's weights can't be had.",
      footer = {
        "",
        "Example:",
        "  im2wav train encoder --config configs/encoder/tiny.yaml --data scenes --out runs/encoder"
      })
  static final class EncoderCommand extends TrainOnDataCommand {
    @Override
    void train(TrainOptions options, List<Item> items, Path cache) {
      ModelTraining.encoder(options.out(), options.load(EncoderRun.class), items, cache);
    }
  }

  /** {@code im2wav train classifier}. */
  @Command(
      name = "classifier",
      description = "Trains the small classifier of sounds that generated ones are scored with.",
      footer = {
        "",
        "Example:",
        "  im2wav train classifier --config configs/classifier/tiny.yaml --data scenes --out runs/classifier"
      })
  static final class ClassifierCommand extends TrainOnDataCommand {
    @Override
    void train(TrainOptions options, List<Item> items, Path cache) {
      ModelTraining.classifier(options.out(), options.load(ClassifierRun.class), items, cache);
    }
  }
}
