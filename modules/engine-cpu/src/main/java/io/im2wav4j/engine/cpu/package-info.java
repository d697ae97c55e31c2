/**
 * What the engines on the processor are made of: matrices outside the heap, the products of the
 * tensor engine's library, vector functions, threads that work in step. What they compute belongs
 * to the engines: {@code engine.gradient} trains, {@code engine.decode} decodes.
 */
package io.im2wav4j.engine.cpu;
