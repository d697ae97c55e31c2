package io.im2wav4j.models.lm;

/**
 * Which earlier codes a code sees. A window is cut into blocks of equal length L. The cycle of
 * layers is block, transposed, previous.
 */
public enum AttentionKind {
  /** All earlier codes and itself. */
  DENSE,
  /** The earlier codes of its own block and itself. */
  BLOCK,
  /**
   * The codes of earlier blocks at the same place in the block, and itself: i, i - L, i - 2L ...
   */
  TRANSPOSED_BLOCK,
  /** The whole previous block; in the first block, L keys and values of zero. */
  PREVIOUS_BLOCK;

  /** The kind of a layer in the published models. */
  public static AttentionKind ofLayer(int layer) {
    return values()[1 + layer % 3];
  }
}
