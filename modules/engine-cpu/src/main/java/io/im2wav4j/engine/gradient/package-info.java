/**
 * A training step of the transformer on the processor, written out: forward, and back by the chain
 * rule, in memory that is kept from step to step. The tensor engine's own gradients take the same
 * products and, between them, one pass through memory for every operation; here all that lies
 * between two products is one pass. What a layer computes is defined by the classes of {@code
 * models.lm}, whose gradients these must equal; what is done with gradients is decided outside.
 *
 * <p>R rows (codes of all items), N items, T codes of an item, W width, V codebook size.
 */
package io.im2wav4j.engine.gradient;
