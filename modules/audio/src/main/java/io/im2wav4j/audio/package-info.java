/**
 * Sound as arrays of samples, and WAV files. Decoding is in {@code media}, rate conversion in
 * {@code resample}, spectra in {@code spectral}. No DJL.
 */
package io.im2wav4j.audio;
