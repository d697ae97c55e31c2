package io.im2wav4j.cli;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.pipeline.ModelTraining;
import io.im2wav4j.training.lm.LanguageModelRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trainings that read features: codes and embeddings, never sound. */
abstract class TrainOnFeaturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TrainOptions options;
  @Mixin private ParentsOption parents;

  @Option(
      names = "--features",
      required = true,
      paramLabel = "DIR",
      description = "What 'im2wav data prepare' made.")
  private Path features;

  @Option(
      names = "--vqvae",
      paramLabel = "DIR",
      description =
          "Run of the VQ-VAE behind the codes; with it, sounds are written to samples/ now and then.")
  private Path vqVae;

  /** The level of the codes that the model predicts. */
  abstract CodeLevel level();

  @Override
  public Integer call() {
    LanguageModelRun config = options.load(LanguageModelRun.class);
    CodeLevel found = config.model().level();
    if (found != level()) {
      boolean up = found == CodeLevel.UP;
      throw new UserError(
          "--config",
          "a model " + (up ? "with" : "without") + " 'conditioner'",
          up ? "Low's, which has none" : "Up's, which is conditioned on the low codes",
          "Use configs/lm/" + level() + "-tiny.yaml, or 'im2wav train " + found + "'");
    }
    ModelTraining.languageModel(options.out(), config, features, vqVae, parents.allowed());
    spec.commandLine().getOut().println(options.out());
    return 0;
  }

  /** {@code im2wav train low}. */
  @Command(
      name = "low",
      description = "Trains Low, the language model over low codes, conditioned on the picture.",
      footer = {
        "",
        "Example:",
        "  im2wav train low --config configs/lm/low-tiny.yaml --features features --out runs/low"
      })
  static final class LowCommand extends TrainOnFeaturesCommand {
    @Override
    CodeLevel level() {
      return CodeLevel.LOW;
    }
  }

  /** {@code im2wav train up}. */
  @Command(
      name = "up",
      description = "Trains Up, the language model over up codes, conditioned on the low codes.",
      footer = {
        "",
        "Example:",
        "  im2wav train up --config configs/lm/up-tiny.yaml --features features --out runs/up"
      })
  static final class UpCommand extends TrainOnFeaturesCommand {
    @Override
    CodeLevel level() {
      return CodeLevel.UP;
    }
  }
}
