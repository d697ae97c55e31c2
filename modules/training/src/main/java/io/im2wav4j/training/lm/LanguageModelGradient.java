package io.im2wav4j.training.lm;

import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;

/** Gradients of one language model's batches. */
@FunctionalInterface
public interface LanguageModelGradient {
  /** As {@link LanguageModel#backward(LanguageModelBatch, boolean)}. */
  double backward(LanguageModelBatch batch, boolean recompute);
}
