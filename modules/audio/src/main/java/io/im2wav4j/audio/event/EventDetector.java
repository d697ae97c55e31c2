package io.im2wav4j.audio.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the events of a clip by its energy: frames of 10 ms whose root mean square is less than
 * {@code rangeDecibels} below the loudest frame's sound, and gaps shorter than {@code gapSeconds}
 * belong to the event around them.
 *
 * @param rangeDecibels how far below the loudest frame a frame still counts, above 0
 * @param gapSeconds silence that parts two events
 */
public record EventDetector(double rangeDecibels, double gapSeconds) {
  private static final double FRAME_SECONDS = 0.01;

  /** Checks the values. */
  public EventDetector {
    if (!(rangeDecibels > 0)) {
      throw new IllegalArgumentException("rangeDecibels is " + rangeDecibels + "; must be above 0");
    }
    if (!(gapSeconds >= 0)) {
      throw new IllegalArgumentException("gapSeconds is " + gapSeconds + "; must be at least 0");
    }
  }

  /**
   * The events of mono samples in the order of time, in whole frames; none where all is silence.
   */
  public List<SoundEvent> find(float[] samples, int sampleRate) {
    int frame = Math.max(1, (int) Math.round(FRAME_SECONDS * sampleRate));
    double[] energy = new double[(samples.length + frame - 1) / frame];
    double loudest = 0;
    for (int f = 0; f < energy.length; f++) {
      int end = Math.min(samples.length, (f + 1) * frame);
      for (int i = f * frame; i < end; i++) {
        energy[f] += (double) samples[i] * samples[i];
      }
      energy[f] /= end - f * frame;
      loudest = Math.max(loudest, energy[f]);
    }
    double least = loudest * Math.pow(10, -rangeDecibels / 10);
    List<SoundEvent> events = new ArrayList<>();
    int start = -1;
    int end = 0;
    for (int f = 0; f < energy.length && loudest > 0; f++) {
      if (energy[f] < least) {
        continue;
      }
      if (start >= 0 && (f - end) * (double) frame >= gapSeconds * sampleRate) {
        events.add(new SoundEvent(start * frame, end * frame));
        start = -1;
      }
      start = start < 0 ? f : start;
      end = f + 1;
    }
    if (start >= 0) {
      events.add(new SoundEvent(start * frame, Math.min(samples.length, end * frame)));
    }
    return events;
  }
}
