/** Writing of a short video with sound as an AVI file. Reading is FFmpeg's, in the audio module. */
package io.im2wav4j.data.scenes.avi;
