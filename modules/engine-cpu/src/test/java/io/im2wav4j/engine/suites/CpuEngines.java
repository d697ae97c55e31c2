package io.im2wav4j.engine.suites;

import io.im2wav4j.engine.decode.CpuDecodeEngine;
import io.im2wav4j.engine.gradient.CpuGradientEngine;
import io.im2wav4j.generation.TestedEngine;

/** The engines on the processor, for suites that need both. */
final class CpuEngines {
  /** Keys and values are remembered in 16 bits: logits are less exact. */
  static final TestedEngine TESTED =
      new TestedEngine(
          new CpuDecodeEngine(), 5e-4, model -> new CpuGradientEngine().open(model)::backward);

  private CpuEngines() {}
}
