package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples of one stretch, piece by piece, each where its time stamp says: a stream that begins
 * later than the file has silence in front, a hole is silence. What comes before the stretch is
 * decoded and dropped.
 */
final class SoundReader {
  private static final Logger LOG = LoggerFactory.getLogger(SoundReader.class);

  /** Time stamps are rounded, to a millisecond in most formats. */
  private static final double ROUNDING_SECONDS = 0.002;

  /** Within a stream they waver more; its samples follow each other up to here. */
  private static final double JITTER_SECONDS = 0.05;

  /** A step back or forth by more than that is another clock, not an overlap or a hole. */
  private static final double OVERLAP_SECONDS = 1;

  private static final double HOLE_SECONDS = 3600;

  private static final int SILENCE = 1 << 16;
  private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

  private final OpenMedia media;
  private final double start;
  private final int rate;
  private final int channels;
  private final long first;
  private final long last;
  private final boolean strict;
  private SoundDecoder.Block block;
  private long silence;
  private long drop;
  private long at;
  private long clock;
  private long kept;
  private float peak;
  private double notANumber = Double.POSITIVE_INFINITY;

  /** Reads a stretch; fails at a sample that is not a number, and warns of a level far too high. */
  SoundReader(OpenMedia media, double start, double seconds) {
    this(media, start, seconds, true);
  }

  private SoundReader(OpenMedia media, double start, double seconds, boolean strict) {
    if (!media.hasAudio()) {
      throw media.without(
          "no sound in it",
          "a file with a sound stream",
          "Leave it out of the data set, or give a file with sound");
    }
    this.media = media;
    this.strict = strict;
    this.start = start;
    this.rate = media.rate();
    this.channels = media.channels();
    this.first = Math.round(start * rate);
    this.last = Double.isInfinite(seconds) ? Long.MAX_VALUE : first + Math.round(seconds * rate);
  }

  /** Reads all that there is, whatever it is, and measures it. */
  static SoundLevels measure(OpenMedia media) {
    SoundReader sound = new SoundReader(media, 0, Double.POSITIVE_INFINITY, false);
    double[] power = new double[sound.channels];
    double mixed = 0;
    for (float[][] part = sound.advance(); part != null; part = sound.advance()) {
      for (int c = 0; c < part.length; c++) {
        power[c] += power(part[c]);
      }
      mixed += power(new AudioClip(part, sound.rate).toMono());
    }
    long n = Math.max(1, sound.at);
    double mean = Arrays.stream(power).sum() / power.length;
    return new SoundLevels(
        sound.seconds(), sound.peak, Math.sqrt(mean / n), Math.sqrt(mixed / n), sound.notANumber);
  }

  private static double power(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += Float.isFinite(sample) ? (double) sample * sample : 0;
    }
    return sum;
  }

  /** All of a stretch. */
  static AudioClip read(OpenMedia media, double start, double seconds) {
    SoundReader sound = new SoundReader(media, start, seconds);
    float[][] data = new float[sound.channels][1 << 16];
    int length = 0;
    for (float[][] part = sound.next(); part != null; part = sound.next()) {
      int more = part[0].length;
      media.limits().checkHeld(media.file(), (long) (length + more) * data.length);
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

  /** Where the sound ends that was read so far, in seconds. */
  double seconds() {
    return (double) at / rate;
  }

  /** The next samples, [channels][some]; null at the end. */
  float[][] next() {
    float[][] part = advance();
    if (part == null) {
      checkEnd();
    }
    return part;
  }

  private float[][] advance() {
    float[][] part = null;
    while (part == null && at < last) {
      media.deadline().check();
      media.limits().checkLength(media.file(), seconds());
      if (silence == 0 && block == null && !place(media.nextSound())) {
        return null;
      }
      part = cut(silence > 0 ? silence() : sound());
    }
    return part;
  }

  /** Finds where the next sound belongs; false where there is none. */
  private boolean place(SoundDecoder.Block next) {
    if (next == null) {
      return false;
    }
    media.limits().checkSound(media.file(), next.rate(), next.samples().length);
    if (next.rate() != rate) {
      throw media.without(
          String.format(
              Locale.ROOT,
              "the sample rate changes from %d to %d at %.2f s",
              rate,
              next.rate(),
              seconds()),
          "one sample rate",
          "Convert it, as with 'ffmpeg -i IN -ar 48000 OUT.wav'");
    }
    block = next;
    silence = 0;
    drop = 0;
    if (Double.isNaN(next.time())) {
      return true;
    }
    long shift = Math.round((next.time() - media.zero()) * rate) + clock - at;
    double far = Math.abs((double) shift / rate);
    if (far > (at == 0 ? ROUNDING_SECONDS : JITTER_SECONDS)) {
      if (far > (shift < 0 ? OVERLAP_SECONDS : HOLE_SECONDS)) {
        clock -= shift;
      } else if (shift > 0) {
        silence = shift;
      } else {
        drop = -shift;
      }
    }
    return true;
  }

  private float[][] silence() {
    int n = (int) Math.min(SILENCE, silence);
    silence -= n;
    return new float[channels][n];
  }

  private float[][] sound() {
    float[][] samples = block.samples();
    block = null;
    if (samples.length != channels) {
      // A broadcast that goes from stereo to surround and back.
      float[][] same = new float[channels][];
      Arrays.fill(same, new AudioClip(samples, rate).toMono());
      samples = same;
    }
    if (drop > 0) {
      int from = (int) Math.min(drop, samples[0].length);
      float[][] rest = new float[channels][];
      for (int c = 0; c < channels; c++) {
        rest[c] = Arrays.copyOfRange(samples[c], from, samples[c].length);
      }
      return rest;
    }
    return samples;
  }

  /** What of some samples lies in the stretch; null for none. */
  private float[][] cut(float[][] samples) {
    int n = samples[0].length;
    int from = (int) Math.min(n, Math.max(0, first - at));
    int to = (int) Math.min(n, last - at);
    for (float[] channel : samples) {
      look(channel, to);
    }
    at += n;
    if (from >= to) {
      return null;
    }
    kept += to - from;
    if (from == 0 && to == n) {
      return samples;
    }
    float[][] part = new float[channels][];
    for (int c = 0; c < channels; c++) {
      part[c] = Arrays.copyOfRange(samples[c], from, to);
    }
    return part;
  }

  private void look(float[] samples, int length) {
    for (int i = 0; i < length; i++) {
      float size = Math.abs(samples[i]);
      if (!(size <= Float.MAX_VALUE)) {
        notANumber = Math.min(notANumber, (double) (at + i) / rate);
      } else if (size > peak) {
        peak = size;
      }
    }
    if (strict && notANumber < Double.POSITIVE_INFINITY) {
      throw notANumber(media.file(), notANumber);
    }
  }

  static UserError notANumber(Path file, double seconds) {
    return new UserError(
        file.toString(),
        String.format(Locale.ROOT, "a sample that is not a number, at %.3f s", seconds),
        "finite samples",
        "Make the file again, or leave it out");
  }

  private void checkEnd() {
    if (at < last) {
      media.extent(seconds()).check((double) last / rate);
    }
    if (kept == 0) {
      throw media.without(
          "sound of " + seconds() + " s",
          "sound from " + start + " s on",
          "Check start and duration of the item");
    }
    if (peak > SoundLevels.LOUD && WARNED.add(media.file())) {
      LOG.warn(
          "{}: samples reach {}, full scale is 1: integers that were stored as floats? They are"
              + " taken as they are",
          media.file(),
          peak);
    }
  }
}
