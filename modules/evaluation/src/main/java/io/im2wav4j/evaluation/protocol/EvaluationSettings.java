package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import java.util.List;

/**
 * How sounds are compared.
 *
 * @param sampleRate all sounds are brought to this rate before any network hears them, so that a
 *     reference's wider band counts for nothing
 * @param channels how several channels become one
 * @param clipSeconds every sound is cut to this length
 * @param padding whether shorter sounds are padded to it with zeros; a classifier hears the padding
 * @param divergences forms of the Kullback-Leibler divergence to compute
 * @param resamples bootstrap draws for means over items
 * @param frechetResamples bootstrap draws for the Frechet distance, each an eigen-decomposition
 * @param infinity how the Frechet distance is extrapolated
 * @param onsets how onsets are compared with events, or null: not at all
 * @param level of the intervals
 * @param seed of the bootstrap
 * @param batch sounds that go through a network together; changes no value
 */
public record EvaluationSettings(
    int sampleRate,
    ChannelRule channels,
    double clipSeconds,
    boolean padding,
    List<KullbackLeibler> divergences,
    int resamples,
    int frechetResamples,
    InfinitySettings infinity,
    OnsetSettings onsets,
    double level,
    long seed,
    int batch) {

  /** Checks the ranges. */
  public EvaluationSettings {
    divergences = List.copyOf(divergences);
    require(sampleRate > 0, "sampleRate is " + sampleRate + "; must be above 0");
    require(clipSeconds > 0, "clipSeconds is " + clipSeconds + "; must be above 0");
    require(resamples >= 2, "resamples is " + resamples + "; must be at least 2");
    require(
        frechetResamples >= 2, "frechetResamples is " + frechetResamples + "; must be at least 2");
    require(level > 0 && level < 1, "level is " + level + "; must be between 0 and 1");
    require(batch > 0, "batch is " + batch + "; must be above 0");
  }

  /** Clips of {@code clipSeconds} at 16 kHz, both softmax divergences in use, 95 % intervals. */
  public static EvaluationSettings standard(double clipSeconds, long seed) {
    return new EvaluationSettings(
        16_000,
        ChannelRule.MEAN,
        clipSeconds,
        true,
        List.of(KullbackLeibler.SOFTMAX, KullbackLeibler.SOFTMAX_EPSILON),
        2_000,
        100,
        InfinitySettings.STANDARD,
        null,
        0.95,
        seed,
        16);
  }

  /** The same without onsets. */
  EvaluationSettings withoutOnsets() {
    return new EvaluationSettings(
        sampleRate,
        channels,
        clipSeconds,
        padding,
        divergences,
        resamples,
        frechetResamples,
        infinity,
        null,
        level,
        seed,
        batch);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
