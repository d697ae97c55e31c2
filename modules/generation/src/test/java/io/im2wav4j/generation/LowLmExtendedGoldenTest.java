package io.im2wav4j.generation;

class LowLmExtendedGoldenTest extends LowLmExtendedGoldenSuite {
  @Override
  protected TestedEngine engine() {
    return TestedEngine.TENSOR;
  }
}
