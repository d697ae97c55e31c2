package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.config.Default;
import io.im2wav4j.core.config.Inlined;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import java.util.List;

/**
 * How sounds are compared. What is not {@code protocol}'s stands beside each number in its name,
 * its note or its interval.
 *
 * @param protocol what results share
 * @param divergences forms of the Kullback-Leibler divergence to compute
 * @param frechetResamples bootstrap draws for the Frechet distance, each an eigen-decomposition
 * @param infinity how the Frechet distance is extrapolated
 * @param level of the intervals
 * @param batch sounds that go through a network together; changes no value
 */
public record EvaluationSettings(
    @Inlined ProtocolSettings protocol,
    @Default("[softmax, softmax_epsilon]") List<KullbackLeibler> divergences,
    @Default("100") int frechetResamples,
    @Default("{}") InfinitySettings infinity,
    @Default("0.95") double level,
    @Default("16") int batch) {

  /** Checks the ranges. */
  public EvaluationSettings {
    divergences = List.copyOf(divergences);
    require(
        frechetResamples >= 2, "frechetResamples is " + frechetResamples + "; must be at least 2");
    require(level > 0 && level < 1, "level is " + level + "; must be between 0 and 1");
    require(batch > 0, "batch is " + batch + "; must be above 0");
  }

  /** The defaults of a protocol's file for clips of {@code clipSeconds}. */
  public static EvaluationSettings standard(double clipSeconds, double frameRate, long seed) {
    return Configs.parse(
        "clipSeconds: " + clipSeconds + "\nframeRate: " + frameRate + "\nseed: " + seed,
        "settings",
        EvaluationSettings.class);
  }

  /** The bootstrap of one quantity, whose draws are its own. */
  Bootstrap bootstrap(int draws, String purpose) {
    return new Bootstrap(draws, level, Seeds.derive(protocol.seed(), purpose));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
