/**
 * Sound, frames and facts out of media files through FFmpeg's libraries, and still pictures. What a
 * data set's folders look like is for {@code data}; how a picture becomes an encoder's input is for
 * {@code encoders}.
 */
package io.im2wav4j.audio.media;
