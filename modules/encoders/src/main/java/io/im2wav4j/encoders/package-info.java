/** Frozen networks: CLIP, and the small pair and classifier of the built-in data. */
package io.im2wav4j.encoders;
