package io.im2wav4j.engine.decode;

import io.im2wav4j.generation.CodeDecoderSuite;
import io.im2wav4j.generation.decode.DecodeEngine;

class CpuCodeDecoderTest extends CodeDecoderSuite {
  @Override
  protected DecodeEngine engine() {
    return new CpuDecodeEngine();
  }

  /** Keys and values are remembered in 16 bits. */
  @Override
  protected float tolerance() {
    return 5e-4f;
  }
}
