/**
 * What a sound's codec is to all that use one: sound to codes of named levels and back. No networks
 * here; {@code vqvae} has the one that the paper describes.
 */
package io.im2wav4j.models.codec;
