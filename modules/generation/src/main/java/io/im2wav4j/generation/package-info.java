/** Sampling, guidance, windows, codes to waveform. */
package io.im2wav4j.generation;
