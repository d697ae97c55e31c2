package io.im2wav4j.training.sound;

import java.util.Arrays;
import java.util.List;

/** Sounds in memory. */
record MemorySounds(List<String> ids, List<float[]> samples) implements Sounds {
  MemorySounds {
    if (ids.size() != samples.size()) {
      throw new IllegalArgumentException(ids.size() + " ids for " + samples.size() + " sounds");
    }
  }

  @Override
  public int count() {
    return ids.size();
  }

  @Override
  public String id(int sound) {
    return ids.get(sound);
  }

  @Override
  public int length(int sound) {
    return samples.get(sound).length;
  }

  @Override
  public void read(int sound, int from, float[] into, int at, int length) {
    float[] all = samples.get(sound);
    int there = Math.max(0, Math.min(length, all.length - from));
    System.arraycopy(all, from, into, at, there);
    Arrays.fill(into, at + there, at + length, 0);
  }
}
