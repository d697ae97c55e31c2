package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.AudioClip;
import java.util.Locale;

/** How several channels become one. */
public enum ChannelRule {
  /** Their mean. */
  MEAN,
  /** The first one, as it is. */
  FIRST;

  /** The one channel of a clip. */
  float[] mono(AudioClip clip) {
    return this == FIRST ? clip.channels()[0] : clip.toMono();
  }

  /** For the printed protocol. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
