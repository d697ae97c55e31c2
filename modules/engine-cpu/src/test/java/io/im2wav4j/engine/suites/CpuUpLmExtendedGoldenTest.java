package io.im2wav4j.engine.suites;

import io.im2wav4j.generation.TestedEngine;
import io.im2wav4j.generation.UpLmExtendedGoldenSuite;

class CpuUpLmExtendedGoldenTest extends UpLmExtendedGoldenSuite {
  @Override
  protected TestedEngine engine() {
    return CpuEngines.TESTED;
  }
}
