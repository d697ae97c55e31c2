/** Codecs as all see them. */
package io.im2wav4j.models.codec;
