package io.im2wav4j.encoders;

/** A network whose weights are read from a file and never change. One thread at a time. */
public interface FrozenNetwork extends AutoCloseable {
  /** What a report calls it, for example "CLIP ViT-B/32" or "small pair". */
  String name();

  /** SHA-256 of the weights, and of the settings where the user gives those too. */
  String sha256();

  /**
   * SHA-256 of the configuration beside the weights: equal weights under another one are another
   * network. Empty where there is none.
   */
  default String settings() {
    return "";
  }

  @Override
  void close();
}
