/** The Java API: image-guided sounds, and their evaluation, for other programs. */
package io.im2wav4j;
