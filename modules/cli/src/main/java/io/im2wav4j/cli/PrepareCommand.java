package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.pipeline.FeaturePreparation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav data prepare}. */
@Command(
    name = "prepare",
    description = {
      "Makes the features that the language models are trained on: image embeddings of each item's frames, and the codes of"
          + " its sound once there is a VQ-VAE. Interrupted, it goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav data prepare --data scenes --encoder runs/encoder --vqvae runs/vqvae --out features",
      "  im2wav data prepare --data vggsound --encoder clip-vit-b32 --frame-rate 30 --out features"
    })
final class PrepareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--encoder",
      paramLabel = "NETWORK",
      description =
          "Image encoder: "
              + WeightsFolder.IMAGE_ENCODERS
              + ". One of another width than 512: train Low and Up with --set model.image.embeddingWidth=WIDTH.")
  private String encoder;

  @Mixin private WeightsFolder weights;

  @Option(names = "--vqvae", paramLabel = "DIR", description = "Run of 'im2wav train vqvae'.")
  private Path vqVae;

  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      defaultValue = "4",
      description =
          "Frames a second that are taken of a video, by their time stamps (the paper: 30).")
  private double frameRate;

  @Option(
      names = "--views",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Views of each training item's picture that are embedded too (crops, mirrored, other colours), for"
              + " training with 'pictures.views'.")
  private int views;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the features.")
  private Path out;

  @Override
  public Integer call() {
    if (encoder == null && vqVae == null) {
      throw new UsageError(
          "im2wav data prepare",
          "neither --encoder nor --vqvae",
          "at least one of them",
          "Say what to make");
    }
    EmbeddingPreparation.requireFrameRate(frameRate);
    if (views < 0) {
      throw new UsageError(
          "--views", String.valueOf(views), "a number from 0", "Give views of a picture");
    }
    List<Item> items = data.items("all");
    if (encoder != null) {
      tell(
          FeaturePreparation.embeddings(
              out, items, weights.imageEncoder(encoder), frameRate, views));
    }
    if (vqVae != null) {
      tell(FeaturePreparation.codes(out, items, vqVae));
    }
    return 0;
  }

  private void tell(ShardIndex index) {
    PrintWriter print = spec.commandLine().getOut();
    long items = index.shards().stream().mapToLong(s -> s.items().size()).sum();
    print.println(
        index.identity().kind()
            + ": "
            + items
            + " items in "
            + index.shards().size()
            + " shards, made by "
            + index.identity().network());
    index.skipped().forEach((id, reason) -> print.println("skipped " + id + ": " + reason));
  }
}
