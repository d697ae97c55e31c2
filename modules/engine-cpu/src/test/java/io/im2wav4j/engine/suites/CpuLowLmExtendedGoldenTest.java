package io.im2wav4j.engine.suites;

import io.im2wav4j.generation.LowLmExtendedGoldenSuite;
import io.im2wav4j.generation.TestedEngine;

class CpuLowLmExtendedGoldenTest extends LowLmExtendedGoldenSuite {
  @Override
  protected TestedEngine engine() {
    return CpuEngines.TESTED;
  }
}
