package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/** Collects the samples of one stretch; what comes before is decoded and dropped. */
final class SoundReader {
  private final float[][] data;
  private final long first;
  private final long last;
  private long seen;
  private int kept;

  private SoundReader(int channels, long first, long last) {
    this.data = new float[channels][1 << 16];
    this.first = first;
    this.last = last;
  }

  static AudioClip read(OpenMedia media, double start, double seconds) {
    if (!media.hasAudio()) {
      throw media.without(
          "no sound in it",
          "a file with a sound stream",
          "Leave it out of the data set, or give a file with sound");
    }
    int rate = media.grabber().getSampleRate();
    long first = Math.round(start * rate);
    long last = Double.isInfinite(seconds) ? Long.MAX_VALUE : first + Math.round(seconds * rate);
    SoundReader sound = new SoundReader(media.grabber().getAudioChannels(), first, last);
    try {
      for (Frame frame = media.grabber().grabSamples();
          frame != null && sound.seen < last;
          frame = media.grabber().grabSamples()) {
        if (frame.samples != null) {
          sound.append(frame.samples);
        }
      }
    } catch (FrameGrabber.Exception e) {
      throw media.undecodable(e);
    }
    double decoded = (double) sound.seen / rate;
    double declared = media.declaredSoundSeconds();
    if (sound.seen < last
        && OpenMedia.endsEarly(decoded, Math.min(declared, (double) last / rate))) {
      throw media.truncated(decoded, declared);
    }
    if (sound.kept == 0) {
      throw media.without(
          "sound of " + decoded + " s",
          "sound from " + start + " s on",
          "Check start and duration of the item");
    }
    return sound.clip(rate);
  }

  /** FFmpeg gives one buffer a channel, or one with the channels interleaved. */
  private void append(Buffer[] buffers) {
    boolean interleaved = buffers.length == 1;
    int step = interleaved ? data.length : 1;
    int n = buffers[0].remaining() / step;
    int from = (int) Math.min(n, Math.max(0, first - seen));
    int to = (int) Math.min(n, last - seen);
    for (int c = 0; c < data.length && from < to; c++) {
      if (kept + (to - from) > data[c].length) {
        data[c] = Arrays.copyOf(data[c], Math.max(kept + (to - from), 2 * data[c].length));
      }
      FloatBuffer source = (FloatBuffer) buffers[interleaved ? 0 : c];
      int offset = source.position() + (interleaved ? c : 0);
      for (int i = from; i < to; i++) {
        data[c][kept + i - from] = source.get(offset + i * step);
      }
    }
    kept += Math.max(0, to - from);
    seen += n;
  }

  private AudioClip clip(int rate) {
    float[][] channels = new float[data.length][];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = Arrays.copyOf(data[c], kept);
    }
    return new AudioClip(channels, rate);
  }
}
