package io.im2wav4j.pipeline.benchmark;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.evaluation.protocol.WavFolder;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.pipeline.ModelsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to benchmark.
 *
 * @param data folder of the benchmark
 * @param models that make sounds; null: none, only {@code wavs} are scored
 * @param encoder run or file of the image encoder; null where there are no models
 * @param generation how sounds are made
 * @param frameRate frames a second that are taken of a video
 * @param wavs sounds of other systems, by name
 * @param protocol how they are scored
 * @param weights where published weights are
 * @param out folder of all that is made
 */
public record BenchmarkRequest(
    Path data,
    ModelsFolder models,
    Path encoder,
    GenerationConfig generation,
    double frameRate,
    Map<String, Path> wavs,
    EvaluationConfig protocol,
    WeightStore weights,
    Path out) {

  /** The system that is made here. */
  static final String OURS = "im2wav4j";

  /** Folder of the sounds that are made here. */
  Path sounds() {
    return out.resolve("sounds");
  }

  /** Refuses before hours of work what evaluation would refuse after them. */
  void requireInputs() {
    wavs.forEach(WavFolder::list);
    Stream.concat(
            protocol.embeddings().stream(),
            Stream.of(protocol.classifier(), protocol.audioEncoder(), protocol.imageEncoder())
                .flatMap(Optional::stream))
        .distinct()
        .forEach(this::requireNetwork);
  }

  private void requireNetwork(String named) {
    int colon = named.indexOf(':');
    try {
      Path file = colon < 0 ? weights.require(named) : Path.of(named.substring(colon + 1));
      if (!Files.exists(file)) {
        throw new UserError(file.toString(), "no such file", "weights of a network", "Check it");
      }
    } catch (UserError e) {
      throw new UserError(
          e.getMessage()
              + ". Or choose another protocol by --protocol: configs/evaluation/yamnet.yaml needs"
              + " YAMNet alone, has no CLIP-score, and its numbers compare with no published ones",
          e);
    }
  }
}
