package io.im2wav4j.generation.decode;

import ai.djl.ndarray.NDManager;

/** A model's weights, laid out for decoding; made once, used by many decoders. */
public interface CodeDecoders extends AutoCloseable {
  /**
   * A decoder with rows that are yet to begin.
   *
   * @param owner of what it keeps on the tensor engine
   */
  CodeDecoder decoder(NDManager owner, int rows);

  @Override
  void close();
}
