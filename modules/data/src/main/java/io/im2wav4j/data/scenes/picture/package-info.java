/** Scenes as frames, drawn with Java2D: one painter for each kind of source. No sound. */
package io.im2wav4j.data.scenes.picture;
