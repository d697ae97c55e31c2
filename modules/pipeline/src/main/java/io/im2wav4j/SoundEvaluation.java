package io.im2wav4j;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.evaluation.protocol.VectorCache;
import io.im2wav4j.pipeline.Evaluation;
import io.im2wav4j.pipeline.EvaluationConfig;
import java.nio.file.Path;
import java.util.List;

/** Evaluation of a folder of sounds by a protocol, for other programs. */
public final class SoundEvaluation {
  private SoundEvaluation() {}

  /**
   * Scores sounds for the items of a data set.
   *
   * @param data a folder with a data set, or its manifest
   * @param split whose items count, such as "test"; "all" for all
   * @param wavs folder with ID.wav, or ID_0.wav, ID_1.wav ... for each item
   * @param protocol networks and settings, as of {@code configs/evaluation}
   * @param results file to write, {@code results.json}, which {@code im2wav report} reads
   * @throws io.im2wav4j.core.error.UserError where sounds are missing or a network's weights are
   */
  public static EvaluationResult evaluate(
      Path data, String split, Path wavs, EvaluationConfig protocol, Path results) {
    return Evaluation.run(
        new Evaluation.Request(
            DataSets.read(data, DataFormat.AUTO, Splits.standard()).items(split),
            List.of(new Evaluation.System(wavs.getFileName().toString(), "", wavs)),
            false,
            null,
            null,
            protocol),
        WeightStore.standard(),
        VectorCache.none(),
        results);
  }
}
