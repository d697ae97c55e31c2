package io.im2wav4j.models.codec;

import java.util.Locale;

/** A level of codes, the finest first. */
public enum CodeLevel {
  /** Fine codes of a short hop, which sounds are decoded from. */
  UP(0),
  /** Coarse codes of a long hop, which are generated first. */
  LOW(1);

  private final int index;

  CodeLevel(int index) {
    this.index = index;
  }

  /** The reference's number of the level, as in names of tensors and of codes in shards. */
  public int index() {
    return index;
  }

  /** As texts and options have it: "up" or "low". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
