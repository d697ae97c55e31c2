package io.im2wav4j.models.codec;

import java.util.List;

/** What the codes of a codec are: known from its configuration, without its weights. */
public interface CodecFormat {
  /** Samples a second of the sound, which is mono. */
  int sampleRate();

  /** Codes of a codebook: a code is an integer from 0 to under it. */
  int codebookSize();

  /** The levels that there are, the finest first. */
  List<CodeLevel> levels();

  /** Samples of a frame of a level. */
  int hop(CodeLevel level);

  /** Codes of a frame of a level, one of each of its codebooks. */
  int codebooks(CodeLevel level);

  /** The hop of the coarsest level: sounds are padded to a multiple of it. */
  default int largestHop() {
    return levels().stream().mapToInt(this::hop).max().orElseThrow();
  }
}
