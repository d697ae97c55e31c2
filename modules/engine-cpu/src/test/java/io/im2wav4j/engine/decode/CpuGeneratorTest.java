package io.im2wav4j.engine.decode;

import io.im2wav4j.generation.GeneratorSuite;

class CpuGeneratorTest extends GeneratorSuite {
  @Override
  protected boolean frees() {
    return true;
  }
}
