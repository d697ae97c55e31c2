package io.im2wav4j.data.clips;

import io.im2wav4j.audio.event.EventDetector;
import io.im2wav4j.audio.event.SoundEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts clips of one length out of a sound. The first begins at the first event; each later one at
 * the first event that the clip before has not reached. A clip ends with the last event; where that
 * is shorter than a clip, it is repeated: silence would be most of what a model learns of short
 * sounds.
 */
public final class EventClips {
  private static final double PEAK = 0.98;
  private static final double FADE_SECONDS = 0.005;

  private EventClips() {}

  /** Clips of mono samples at the configured rate, at most {@code perItem}; none of silence. */
  public static List<float[]> cut(float[] samples, EventClipConfig config) {
    List<SoundEvent> events =
        new EventDetector(config.rangeDecibels(), config.gapSeconds())
            .find(samples, config.sampleRate());
    int lead = (int) Math.round(config.leadSeconds() * config.sampleRate());
    int length = config.samples();
    List<float[]> clips = new ArrayList<>();
    int reached = 0;
    for (SoundEvent event : events) {
      int start = Math.max(0, event.start() - lead);
      if (clips.size() == config.perItem() || !clips.isEmpty() && event.start() < reached) {
        continue;
      }
      int end = Math.min(start + length, events.get(events.size() - 1).end());
      clips.add(levelled(repeated(samples, start, end, config), config.rms()));
      reached = start + length;
    }
    return clips;
  }

  /** Samples from start to end, again and again; the ends fade so that the seams do not click. */
  private static float[] repeated(float[] samples, int start, int end, EventClipConfig config) {
    int length = config.samples();
    int piece = end - start;
    float[] clip = new float[length];
    int fade = (int) Math.min(piece / 2, Math.round(FADE_SECONDS * config.sampleRate()));
    for (int i = 0; i < length; i++) {
      int place = i % piece;
      clip[i] = samples[start + place];
      if (piece < length) {
        double edge = Math.min(place + 0.5, piece - place - 0.5);
        clip[i] *= (float) Math.min(1, edge / Math.max(1, fade));
      }
    }
    return clip;
  }

  private static float[] levelled(float[] clip, double rms) {
    double energy = 0;
    double peak = 0;
    for (float sample : clip) {
      energy += (double) sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    if (rms > 0 && peak > 0) {
      double gain = Math.min(rms / Math.sqrt(energy / clip.length), PEAK / peak);
      for (int i = 0; i < clip.length; i++) {
        clip[i] *= (float) gain;
      }
    }
    return clip;
  }
}
