/**
 * The built-in data set: an audiovisual world rendered from a seed, written as media, ground truth
 * and a manifest. What a scene is belongs in {@code world}, how it looks in {@code picture}, how it
 * sounds in {@code sound}, the container in {@code avi}; only this package puts them together.
 */
package io.im2wav4j.data.scenes;
