/**
 * Moments at which something happens, in seconds: onsets of a sound, peaks of motion in a video.
 * What is made of them (alignment) belongs to evaluation.
 */
package io.im2wav4j.audio.event;
