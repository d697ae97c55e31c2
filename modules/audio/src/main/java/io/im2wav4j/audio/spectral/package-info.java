/**
 * Time-frequency pictures of sound without a tensor engine. Front ends of particular networks live
 * with those networks.
 */
package io.im2wav4j.audio.spectral;
