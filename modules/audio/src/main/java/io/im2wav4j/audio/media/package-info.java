/** Sound, frames and facts out of media files, through FFmpeg's libraries; still pictures. */
package io.im2wav4j.audio.media;
