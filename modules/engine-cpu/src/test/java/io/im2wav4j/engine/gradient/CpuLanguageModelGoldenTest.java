package io.im2wav4j.engine.gradient;

import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelGoldenSuite;
import java.util.function.ToDoubleBiFunction;

class CpuLanguageModelGoldenTest extends LanguageModelGoldenSuite {
  @Override
  protected ToDoubleBiFunction<LanguageModelBatch, Boolean> gradients(LanguageModel model) {
    return new CpuGradientEngine().open(model)::backward;
  }
}
