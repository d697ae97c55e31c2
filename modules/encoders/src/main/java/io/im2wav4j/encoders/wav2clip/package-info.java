/**
 * Wav2CLIP (Wu et al., 2022): sounds into CLIP's space. What a score is made of is the protocol's
 * business.
 */
package io.im2wav4j.encoders.wav2clip;
