/**
 * Where something happens: onsets of a sound, peaks of motion in a video, stretches of sound
 * between silences. What is made of them (alignment) belongs to evaluation, clips to data.
 */
package io.im2wav4j.audio.event;
