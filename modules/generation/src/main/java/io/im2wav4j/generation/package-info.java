/**
 * From trained models and pictures to sound: sampling with guidance and filters, cached decoding,
 * windows for sounds longer than the context, codes to waveform. Knows nothing of training.
 */
package io.im2wav4j.generation;
