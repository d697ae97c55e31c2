package io.im2wav4j.audio.media;

/**
 * What a file's header says.
 *
 * @param seconds duration; 0 where the header does not say
 * @param sampleRate of the first sound stream; 0 without one
 * @param channels of the first sound stream; 0 without one
 * @param frameRate frames a second of the first video stream; 0 without one
 * @param width of a frame in pixels; 0 without one
 * @param height of a frame in pixels; 0 without one
 */
public record MediaInfo(
    double seconds, int sampleRate, int channels, double frameRate, int width, int height) {
  /** Whether there is sound. */
  public boolean hasAudio() {
    return sampleRate > 0 && channels > 0;
  }

  /** Whether there are frames. */
  public boolean hasVideo() {
    return width > 0 && height > 0;
  }

  /** The same with another duration. */
  MediaInfo withSeconds(double measured) {
    return new MediaInfo(measured, sampleRate, channels, frameRate, width, height);
  }
}
