/** Clips, decoding, resampling, STFT and mel front ends, WAV. No DJL. */
package io.im2wav4j.audio;
