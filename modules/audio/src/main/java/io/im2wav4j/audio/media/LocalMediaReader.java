package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Decodes in the process that asks. */
final class LocalMediaReader implements MediaReader {
  @Override
  public MediaInfo probe(Path file) {
    try (OpenMedia media = OpenMedia.open(file)) {
      return media.info();
    }
  }

  @Override
  public MediaCheck examine(Path file) {
    try (OpenMedia media = OpenMedia.open(file)) {
      SoundLevels levels = media.hasAudio() ? SoundReader.measure(media) : null;
      Extent extent = media.extent(levels == null ? Double.NaN : levels.seconds());
      return new MediaCheck(extent, media.info(), levels);
    }
  }

  @Override
  public AudioClip audio(Path file, double start, double seconds) {
    try (OpenMedia media = OpenMedia.open(file)) {
      return SoundReader.read(media, start, seconds);
    }
  }

  @Override
  public SampleStream stream(Path file, double start, double seconds) {
    OpenMedia media = OpenMedia.open(file);
    try {
      return new MediaStream(media, start, seconds);
    } catch (RuntimeException e) {
      media.close();
      throw e;
    }
  }

  @Override
  public void frames(
      Path file, double start, double seconds, double rate, Consumer<VideoFrame> next) {
    try (OpenMedia media = OpenMedia.open(file)) {
      VideoFrame[] last = {null};
      FrameSink sink =
          (time, picture) -> {
            if (picture != null) {
              last[0] = new VideoFrame(time, picture.image());
            }
            next.accept(last[0]);
          };
      FrameReader.read(media, start, seconds, rate, sink);
    }
  }

  @Override
  public DubbedVideo dub(Path video, double start, double seconds, Path sound, Path target) {
    try {
      return VideoDub.write(video, start, seconds, sound, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public BufferedImage picture(Path file) {
    return PictureFile.decode(file);
  }
}
