package io.im2wav4j.generation;

class GeneratorTest extends GeneratorSuite {
  @Override
  protected boolean frees() {
    return false;
  }
}
