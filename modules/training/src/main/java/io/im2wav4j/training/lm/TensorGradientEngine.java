package io.im2wav4j.training.lm;

import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.layer.Module;
import java.util.Optional;

/** The tensor engine's own gradients, on any device. */
public final class TensorGradientEngine implements GradientEngine {
  @Override
  public boolean takes(Module model) {
    return true;
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public LanguageModelGradient open(LanguageModel model) {
    return model::backward;
  }
}
