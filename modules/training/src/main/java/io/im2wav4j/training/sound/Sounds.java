package io.im2wav4j.training.sound;

import io.im2wav4j.core.io.Hashes;
import java.util.List;

/** A list of mono sounds of one sample rate. May be used from many threads. */
public interface Sounds {
  /** How many there are. */
  int count();

  /** The item's id. */
  String id(int sound);

  /** Samples of a sound. */
  int length(int sound);

  /**
   * Samples from {@code from} on; silence beyond the end.
   *
   * @param into receives {@code length} samples at {@code at}
   */
  void read(int sound, int from, float[] into, int at, int length);

  /** A hash of ids and lengths. */
  default String identity() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count(); i++) {
      text.append(id(i)).append(' ').append(length(i)).append('\n');
    }
    return Hashes.sha256(text.toString());
  }

  /** Sounds in memory. */
  static Sounds of(List<String> ids, List<float[]> samples) {
    return new MemorySounds(ids, samples);
  }
}
