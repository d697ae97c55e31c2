package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/** Decodes the samples of one stretch, piece by piece; what comes before is decoded and dropped. */
final class SoundReader {
  private final OpenMedia media;
  private final double start;
  private final int rate;
  private final int channels;
  private final long first;
  private final long last;
  private long seen;
  private long kept;

  SoundReader(OpenMedia media, double start, double seconds) {
    if (!media.hasAudio()) {
      throw media.without(
          "no sound in it",
          "a file with a sound stream",
          "Leave it out of the data set, or give a file with sound");
    }
    this.media = media;
    this.start = start;
    this.rate = media.grabber().getSampleRate();
    this.channels = media.grabber().getAudioChannels();
    this.first = Math.round(start * rate);
    this.last = Double.isInfinite(seconds) ? Long.MAX_VALUE : first + Math.round(seconds * rate);
  }

  /** All of a stretch. */
  static AudioClip read(OpenMedia media, double start, double seconds) {
    SoundReader sound = new SoundReader(media, start, seconds);
    float[][] data = new float[sound.channels][1 << 16];
    int length = 0;
    for (float[][] part = sound.next(); part != null; part = sound.next()) {
      int more = part[0].length;
      for (int c = 0; c < data.length; c++) {
        if (length + more > data[c].length) {
          data[c] = Arrays.copyOf(data[c], Math.max(length + more, 2 * data[c].length));
        }
        System.arraycopy(part[c], 0, data[c], length, more);
      }
      length += more;
    }
    for (int c = 0; c < data.length; c++) {
      data[c] = Arrays.copyOf(data[c], length);
    }
    return new AudioClip(data, sound.rate);
  }

  int rate() {
    return rate;
  }

  /** The next samples, [channels][some]; null at the end. */
  float[][] next() {
    try {
      while (seen < last) {
        Frame frame = media.grabber().grabSamples();
        if (frame == null) {
          break;
        }
        float[][] part = frame.samples == null ? null : samples(frame.samples);
        if (part != null) {
          return part;
        }
      }
    } catch (FrameGrabber.Exception e) {
      throw media.undecodable(e);
    }
    checkEnd();
    return null;
  }

  private void checkEnd() {
    double decoded = (double) seen / rate;
    double declared = media.declaredSoundSeconds();
    if (seen < last && OpenMedia.endsEarly(decoded, Math.min(declared, (double) last / rate))) {
      throw media.truncated(decoded, declared);
    }
    if (kept == 0) {
      throw media.without(
          "sound of " + decoded + " s",
          "sound from " + start + " s on",
          "Check start and duration of the item");
    }
  }

  /** FFmpeg gives one buffer a channel, or one with the channels interleaved. */
  private float[][] samples(Buffer[] buffers) {
    boolean interleaved = buffers.length == 1;
    int step = interleaved ? channels : 1;
    int n = buffers[0].remaining() / step;
    int from = (int) Math.min(n, Math.max(0, first - seen));
    int to = (int) Math.min(n, last - seen);
    seen += n;
    if (from >= to) {
      return null;
    }
    float[][] part = new float[channels][to - from];
    for (int c = 0; c < channels; c++) {
      FloatBuffer source = (FloatBuffer) buffers[interleaved ? 0 : c];
      int offset = source.position() + (interleaved ? c : 0);
      for (int i = from; i < to; i++) {
        part[c][i - from] = source.get(offset + i * step);
      }
    }
    kept += to - from;
    return part;
  }
}
