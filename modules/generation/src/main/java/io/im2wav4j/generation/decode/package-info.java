/**
 * Running a language model one code at a time: what a decoder is, and the one on the tensor engine
 * in single precision. What is sampled from the logits, and for which windows, is decided outside.
 */
package io.im2wav4j.generation.decode;
