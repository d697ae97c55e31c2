package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.CpuEngine;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.Processor;
import io.im2wav4j.training.lm.GradientEngine;
import io.im2wav4j.training.lm.LanguageModelGradient;

/** The training step that is written out; found as a service. */
public final class CpuGradientEngine extends CpuEngine implements GradientEngine {
  /**
   * Also where the tensor engine's library is there, but not where its products are slow and {@link
   * io.im2wav4j.nn.layer.OneDnnLinear} has better ones.
   */
  @Override
  public boolean takes(Module model) {
    return super.takes(model) && !Processor.hasWideVectorsThatMklLeaves() && Blas.AVAILABLE;
  }

  @Override
  public LanguageModelGradient open(LanguageModel model) {
    return new LanguageModelStep(model);
  }
}
