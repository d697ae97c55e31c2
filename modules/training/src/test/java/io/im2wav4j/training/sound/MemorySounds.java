package io.im2wav4j.training.sound;

import io.im2wav4j.core.io.ContentHash;
import java.util.Arrays;
import java.util.List;

/** Sounds in memory. */
public record MemorySounds(List<String> ids, List<float[]> samples) implements Sounds {
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
  public String sha256(int sound) {
    return new ContentHash().add(samples.get(sound)).hex();
  }

  @Override
  public float[] read(int sound, int from, int length) {
    return Arrays.copyOfRange(samples.get(sound), from, from + length);
  }
}
