package io.im2wav4j.training.lm;

import io.im2wav4j.models.lm.LanguageModel;
import java.nio.file.Path;

/**
 * Writes sounds that a language model in training generates; given by whoever wires the stages, for
 * training does not know generation.
 */
@FunctionalInterface
public interface SampleWriter {
  /** Writes some sounds into {@code folder}; the model holds the averaged weights. */
  void write(LanguageModel model, Path folder, long step);
}
