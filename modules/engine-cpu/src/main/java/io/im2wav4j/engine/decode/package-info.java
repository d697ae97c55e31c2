/**
 * The decode engine: a language model's step in Java on 16-bit weights, with the processor's vector
 * instructions. For few rows, reading the weights once is nearly all that a step costs; for many,
 * arithmetic is, and where the processor multiplies bytes (AMX, VNNI) the tensor engine's kernel
 * for that does the products. What is sampled from the logits, and for which windows, is decided
 * outside.
 */
package io.im2wav4j.engine.decode;
