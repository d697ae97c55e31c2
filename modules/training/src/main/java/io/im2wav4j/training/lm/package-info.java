/**
 * Training of the language models Low and Up: windows of codes with the embeddings of their frames.
 */
package io.im2wav4j.training.lm;
