package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What {@link MediaFile} and {@link PictureFile} are asked for, whichever process decodes.
 * Arguments have been checked.
 */
interface MediaReader {
  /** A file's header. */
  MediaInfo probe(Path file);

  /** All of a file, its sound decoded and measured. */
  MediaCheck examine(Path file);

  /** The sound of a stretch. */
  AudioClip audio(Path file, double start, double seconds);

  /** The same piece by piece, the channels' mean. */
  SampleStream stream(Path file, double start, double seconds);

  /** The frames of a stretch at a rate. */
  void frames(Path file, double start, double seconds, double rate, Consumer<VideoFrame> next);

  /**
   * A stretch of a video with another sound, as MP4.
   *
   * @throws java.io.UncheckedIOException where it cannot be written
   */
  DubbedVideo dub(Path video, double start, double seconds, Path sound, Path target);

  /** A still picture. */
  BufferedImage picture(Path file);
}
