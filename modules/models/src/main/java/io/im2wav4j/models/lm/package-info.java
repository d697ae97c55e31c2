/**
 * The two language models over codes, Low and Up: one transformer with factored attention. Sampling
 * lives in the generation module, the loop and the optimiser in the training module.
 */
package io.im2wav4j.models.lm;
