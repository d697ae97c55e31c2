/**
 * CLIP (Radford et al. 2021) with a vision transformer: the published network under its published
 * tensor names and its picture preprocessing. Reading the file formats lives in the archive
 * package.
 */
package io.im2wav4j.encoders.clip;
