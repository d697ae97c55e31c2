package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;

/** The sound of an open file as it is decoded: the mean of its channels. */
final class MediaStream implements SampleStream {
  private final OpenMedia media;
  private final SoundReader reader;
  private float[] part = {};
  private int at;

  MediaStream(OpenMedia media, double start, double seconds) {
    this.media = media;
    this.reader = new SoundReader(media, start, seconds);
    media.deadline().pause();
  }

  @Override
  public int sampleRate() {
    return reader.rate();
  }

  @Override
  public int read(float[] into, int offset, int length) {
    if (at == part.length) {
      media.deadline().resume();
      float[][] next = reader.next();
      media.deadline().pause();
      if (next == null) {
        return -1;
      }
      part = new AudioClip(next, reader.rate()).toMono();
      at = 0;
    }
    int n = Math.min(length, part.length - at);
    System.arraycopy(part, at, into, offset, n);
    at += n;
    return n;
  }

  @Override
  public void close() {
    media.close();
  }
}
