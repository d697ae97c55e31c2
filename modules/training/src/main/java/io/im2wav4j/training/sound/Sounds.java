package io.im2wav4j.training.sound;

import io.im2wav4j.core.io.ContentHash;
import java.util.SplittableRandom;

/** A list of mono sounds of one sample rate. May be used from many threads. */
public interface Sounds {
  /** How many there are. */
  int count();

  /** The item's id. */
  String id(int sound);

  /** Samples of a sound. */
  int length(int sound);

  /** A hash of a sound's samples. */
  String sha256(int sound);

  /** {@code length} samples from {@code from} on; silence beyond the end. */
  float[] read(int sound, int from, int length);

  /** A window of a sound at a random place; silence after a sound that is shorter. */
  default float[] window(int sound, int length, SplittableRandom random) {
    return read(sound, random.nextInt(Math.max(1, length(sound) - length + 1)), length);
  }

  /** A hash of all ids and samples. */
  default String sha256() {
    ContentHash all = new ContentHash();
    for (int i = 0; i < count(); i++) {
      all.add(id(i)).add(sha256(i));
    }
    return all.hex();
  }
}
