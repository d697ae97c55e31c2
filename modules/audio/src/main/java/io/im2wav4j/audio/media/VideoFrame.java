package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;

/**
 * A picture of a video.
 *
 * @param seconds its time stamp, from the start of the file
 * @param image RGB
 */
public record VideoFrame(double seconds, BufferedImage image) {}
