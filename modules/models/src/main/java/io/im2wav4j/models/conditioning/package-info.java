/**
 * What the language models are conditioned on besides earlier codes: the picture and the place in
 * time ({@link io.im2wav4j.models.conditioning.ImageConditioner}), and the codes of the level above
 * ({@link io.im2wav4j.models.conditioning.CodeConditioner}). Which frames belong to a window is
 * decided by who makes {@link io.im2wav4j.models.conditioning.ClipWindow}s, not here.
 */
package io.im2wav4j.models.conditioning;
