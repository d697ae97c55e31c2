/**
 * Pictures as bytes: what is in a BufferedImage without Java's colour conversions, resizing equal
 * to Pillow's to the bit. Files are read by the audio module's media package; which sizes and
 * offsets a network wants lives with that network.
 */
package io.im2wav4j.encoders.image;
