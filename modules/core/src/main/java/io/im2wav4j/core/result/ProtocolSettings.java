package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.config.Default;

/**
 * The settings of a measurement that decide what its numbers can be compared with. A protocol's
 * file, the evaluation and its results share them.
 *
 * @param sampleRate all sounds are brought to this rate before any network gets them, in samples a
 *     second, so that a reference's wider band counts for nothing; each network resamples for
 *     itself
 * @param channels how several channels become one; null in old results, which took the mean
 * @param clipSeconds every sound is cut to this length
 * @param padding whether shorter sounds are padded to it with zeros, which a classifier's scores
 *     then depend on; null in old results, which were
 * @param frameRate frames a second taken from a video; null in old results
 * @param onsets how onsets are compared with events, or null: they are not
 * @param resamples bootstrap draws behind the intervals of means over items
 * @param seed of the bootstrap
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProtocolSettings(
    @Default("16000") int sampleRate,
    @Default("mean") ChannelRule channels,
    double clipSeconds,
    @Default("true") Boolean padding,
    @Default("4") Double frameRate,
    @Default("null") OnsetSettings onsets,
    @Default("2000") int resamples,
    @Default("0") long seed) {

  /** Checks the ranges. */
  public ProtocolSettings {
    padding = padding == null || padding;
    channels = channels == null ? ChannelRule.MEAN : channels;
    require(sampleRate > 0, "sampleRate is " + sampleRate + "; must be above 0");
    require(clipSeconds > 0, "clipSeconds is " + clipSeconds + "; must be above 0");
    require(frameRate == null || frameRate > 0, "frameRate is " + frameRate + "; must be above 0");
    require(resamples >= 2, "resamples is " + resamples + "; must be at least 2");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
