package io.im2wav4j.generation.decode;

import io.im2wav4j.generation.CodeDecoderSuite;

class TensorDecodeEngineTest extends CodeDecoderSuite {
  @Override
  protected DecodeEngine engine() {
    return new TensorDecodeEngine();
  }

  @Override
  protected float tolerance() {
    return 1e-4f;
  }
}
