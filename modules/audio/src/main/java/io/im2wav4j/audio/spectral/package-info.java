/**
 * Spectra of sound in plain Java: STFT, mel filter banks, log-mel spectrograms and their pictures.
 * Spectral losses need gradients and live with the models.
 */
package io.im2wav4j.audio.spectral;
