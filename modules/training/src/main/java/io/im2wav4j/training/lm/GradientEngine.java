package io.im2wav4j.training.lm;

import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.nn.engine.ModelEngine;

/** Computes the loss and its gradients in training of language models. */
public interface GradientEngine extends ModelEngine {
  /** For a model whose parameters require gradients when they are computed. */
  LanguageModelGradient open(LanguageModel model);

  /** The fastest for a model. */
  static GradientEngine of(LanguageModel model) {
    return Engines.choose(GradientEngine.class, model, new TensorGradientEngine());
  }
}
