/**
 * The VQ-VAE that turns sound into codes and codes into sound: encoders, codebooks, decoders and
 * the losses they are trained with. Steps, optimisers and files belong to training.
 *
 * <p>Letters in shapes: N batch, T samples, C embedding width, K codebook size, F frequency bins.
 * Levels are named by {@link io.im2wav4j.models.codec.CodeLevel}. Arrays made here belong to the
 * innermost {@link ai.djl.ndarray.NDScope}: open one around each step.
 */
package io.im2wav4j.models.vqvae;
