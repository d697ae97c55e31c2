package io.im2wav4j.models.codec;

import java.util.Map;

/**
 * A sound's codes.
 *
 * @param codes of each level, frame by frame, of the sound padded with silence to a multiple of the
 *     largest hop
 * @param samples length of the sound before padding
 */
public record EncodedSound(Map<CodeLevel, int[]> codes, long samples) {
  /** The codes of a level. */
  public int[] codes(CodeLevel level) {
    return codes.get(level);
  }
}
