package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.audio.resample.SincFilter;
import io.im2wav4j.core.result.ChannelRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sounds from files of any kind. */
public final class MediaAccess implements AudioAccess {
  private final ChannelRule channels;
  private final Map<String, Resampler> resamplers = new ConcurrentHashMap<>();

  /** Takes the mean of the channels. */
  public MediaAccess() {
    this(ChannelRule.MEAN);
  }

  /** Makes one channel of several by a rule. */
  public MediaAccess(ChannelRule channels) {
    this.channels = channels;
  }

  @Override
  public float[] mono(AudioClip clip) {
    return channels == ChannelRule.FIRST ? clip.channels()[0] : clip.toMono();
  }

  @Override
  public float[] read(Path file, int sampleRate) {
    AudioClip clip = MediaFile.audio(file);
    return resample(mono(clip), clip.sampleRate(), sampleRate);
  }

  @Override
  public float[] resample(float[] samples, int from, int to) {
    return from == to
        ? samples
        : resamplers
            .computeIfAbsent(from + ":" + to, k -> new Resampler(from, to, SincFilter.KAISER_BEST))
            .apply(samples);
  }
}
