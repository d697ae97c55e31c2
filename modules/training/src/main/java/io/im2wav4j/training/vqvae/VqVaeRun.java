package io.im2wav4j.training.vqvae;

import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.training.TrainingConfig;

/**
 * Configuration of {@code im2wav train vqvae}.
 *
 * @param model its sizes and losses
 * @param training how it is trained
 */
public record VqVaeRun(VqVaeConfig model, TrainingConfig training) {}
