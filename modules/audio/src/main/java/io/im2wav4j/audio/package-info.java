/**
 * Sound as arrays of samples, and WAV files. Decoding is in {@code media}, rate conversion in
 * {@code resample}. No DJL.
 */
package io.im2wav4j.audio;
