/**
 * The decode engine: a language model's step in plain Java on 16-bit weights, with the processor's
 * vector instructions. Reading the weights once is nearly all that a step costs. What is sampled
 * from the logits, and for which windows, is decided outside.
 */
package io.im2wav4j.generation.packed;
