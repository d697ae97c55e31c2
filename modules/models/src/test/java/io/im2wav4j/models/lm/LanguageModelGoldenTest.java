package io.im2wav4j.models.lm;

import java.util.function.ToDoubleBiFunction;

class LanguageModelGoldenTest extends LanguageModelGoldenSuite {
  @Override
  protected ToDoubleBiFunction<LanguageModelBatch, Boolean> gradients(LanguageModel model) {
    return model::backward;
  }
}
