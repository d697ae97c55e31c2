package io.im2wav4j.experiments.stage;

/**
 * The name of a stage's output.
 *
 * @param kind of the stage
 * @param hash SHA-256 of format, configuration and the content of all inputs
 */
public record StageKey(String kind, String hash) {
  private static final int SHOWN = 12;

  /** The folder's name: readable, and short. */
  public String folder() {
    return kind + "-" + hash.substring(0, SHOWN);
  }
}
