/** Training of the VQ-VAE: random windows of sound. */
package io.im2wav4j.training.vqvae;
