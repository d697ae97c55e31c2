/**
 * Embeddings of frames and codes of sounds, made once and read by training. {@code shard} is the
 * file format, {@code prepare} makes the features; this package reads them.
 */
package io.im2wav4j.features;
