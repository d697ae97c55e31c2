/**
 * Small networks for the built-in data, where no published weights can be had: a CLIP-style pair of
 * an image and an audio tower, and a classifier of sounds, with what they need before (pictures and
 * log-mels as tensors, augmentation) and their losses. The loop that trains them is in the training
 * module; published networks have packages of their own.
 */
package io.im2wav4j.encoders.small;
