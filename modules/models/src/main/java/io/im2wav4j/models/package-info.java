/** What we train: VQ-VAE, language models, conditioning. */
package io.im2wav4j.models;
