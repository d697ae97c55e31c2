package io.im2wav4j.generation;

class UpLmExtendedGoldenTest extends UpLmExtendedGoldenSuite {
  @Override
  protected TestedEngine engine() {
    return TestedEngine.TENSOR;
  }
}
