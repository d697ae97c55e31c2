/**
 * Scenes as samples: one voice for each kind of source, and the synthesis they share. No pixels.
 */
package io.im2wav4j.data.scenes.sound;
