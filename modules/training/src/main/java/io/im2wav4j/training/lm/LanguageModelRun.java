package io.im2wav4j.training.lm;

import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.training.TrainingConfig;

/**
 * Configuration of {@code im2wav train low} and {@code im2wav train up}.
 *
 * @param model its sizes
 * @param training how it is trained
 */
public record LanguageModelRun(LanguageModelConfig model, TrainingConfig training) {}
