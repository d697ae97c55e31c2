/**
 * YAMNet, Google's classifier of the 521 AudioSet classes (Plakal and Ellis): its front end, its
 * scores of a clip, and its embedding for a Frechet distance. Which class is right for an item is
 * the evaluation's.
 */
package io.im2wav4j.encoders.yamnet;
