package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One open media file: the streams that count, its clock, its packets and decoded sound, and the
 * errors that name it.
 *
 * <p>Of several streams of a kind the one with the default flag counts, as players choose it; cover
 * art is no video. The clock starts where the first of the two streams starts.
 */
final class OpenMedia implements AutoCloseable {
  private final MediaLimits limits = MediaLimits.current();
  private MediaInput input;
  private AVFormatContext context;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private AVStream video;
  private AVStream sound;
  private SoundDecoder decoder;
  private SoundDecoder.Block first;
  private int rate;
  private int channels;
  private double zero;
  private double soundEnd = Double.NEGATIVE_INFINITY;
  private double videoEnd = Double.NEGATIVE_INFINITY;
  private double anyEnd = Double.NEGATIVE_INFINITY;
  private boolean begun;
  private boolean skipped;
  private boolean ended;
  private PictureDecoder pictures;

  private OpenMedia(MediaInput input) {
    this.input = input;
    this.context = input.context();
  }

  /** Opens a file, reads its header and decodes its first sound. */
  static OpenMedia open(Path file) {
    OpenMedia media = new OpenMedia(MediaInput.open(file));
    try {
      media.start();
      return media;
    } catch (RuntimeException e) {
      media.close();
      throw e;
    }
  }

  private void start() {
    findStreams();
    zero = video == null || unknown(video.start_time()) ? Double.NaN : startOf(video);
    if (hasVideo()) {
      limits.checkPicture(file(), video.codecpar().width(), video.codecpar().height());
    }
    if (hasAudio()) {
      startSound();
    }
    zero = Double.isNaN(zero) ? 0 : zero;
  }

  private void findStreams() {
    int found = avformat.avformat_find_stream_info(context, (PointerPointer<?>) null);
    input.deadline().check();
    if (found < 0) {
      throw undecodable(null);
    }
    for (int i = 0; i < context.nb_streams(); i++) {
      if ((context.streams(i).disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0) {
        context.streams(i).codecpar().codec_type(avutil.AVMEDIA_TYPE_ATTACHMENT);
      }
    }
    video = best(avutil.AVMEDIA_TYPE_VIDEO, -1);
    sound = best(avutil.AVMEDIA_TYPE_AUDIO, video == null ? -1 : video.index());
    if (video == null && sound == null) {
      throw undecodable(null);
    }
  }

  /** Back to the first packet; some formats cannot be searched. */
  private void rewind() {
    input = input.again();
    context = input.context();
    findStreams();
    begun = false;
    skipped = false;
    ended = false;
  }

  private void startSound() {
    rate = sound.codecpar().sample_rate();
    channels = sound.codecpar().ch_layout().nb_channels();
    limits.checkSound(file(), rate, channels);
    decoder = SoundDecoder.open(sound);
    first = decoder == null ? null : decode();
    if (first != null) {
      rate = first.rate();
      channels = first.samples().length;
      // Without what encoders put in front, which only the decoder knows.
      zero = Double.isNaN(zero) || first.time() < zero ? first.time() : zero;
    }
  }

  private AVStream best(int type, int related) {
    int index = avformat.av_find_best_stream(context, type, -1, related, (AVCodec) null, 0);
    return index < 0 ? null : context.streams(index);
  }

  private static boolean unknown(long time) {
    return time == avutil.AV_NOPTS_VALUE;
  }

  /** When a stream begins; 0 where it is not there or does not say. */
  private static double startOf(AVStream stream) {
    return stream == null || unknown(stream.start_time())
        ? 0
        : stream.start_time() * avutil.av_q2d(stream.time_base());
  }

  /** What the header says. */
  MediaInfo info() {
    boolean seen = hasVideo();
    return new MediaInfo(
        promised(),
        rate,
        channels,
        seen ? frameRate() : 0,
        seen ? video.codecpar().width() : 0,
        seen ? video.codecpar().height() : 0);
  }

  AVFormatContext context() {
    return context;
  }

  /** The stream of the pictures that count. */
  AVStream video() {
    return video;
  }

  MediaLimits limits() {
    return limits;
  }

  Deadline deadline() {
    return input.deadline();
  }

  boolean hasVideo() {
    return video != null && video.codecpar().width() > 0 && video.codecpar().height() > 0;
  }

  boolean hasAudio() {
    return sound != null
        && sound.codecpar().sample_rate() > 0
        && sound.codecpar().ch_layout().nb_channels() > 0;
  }

  private double frameRate() {
    AVRational mean = video.avg_frame_rate();
    AVRational frames = mean.num() == 0 ? video.r_frame_rate() : mean;
    return frames.num() == 0 || frames.den() == 0 ? 0 : avutil.av_q2d(frames);
  }

  /** Where the file's clock starts, as time stamps count, in seconds. */
  double zero() {
    return zero;
  }

  /** Samples a second of the sound. */
  int rate() {
    return rate;
  }

  /** Channels of the sound. */
  int channels() {
    return channels;
  }

  /**
   * The next decoded sound; null at the end.
   *
   * @throws UserError where nothing of the stream can be decoded
   */
  SoundDecoder.Block nextSound() {
    if (first != null) {
      SoundDecoder.Block block = first;
      first = null;
      return block;
    }
    if (decoder == null) {
      throw undecodable(null);
    }
    return decode();
  }

  private SoundDecoder.Block decode() {
    SoundDecoder.Block block = decoder.receive();
    while (block == null && !ended) {
      AVPacket next = nextPacket();
      if (next == null) {
        decoder.send(null);
      } else if (next.stream_index() == sound.index()) {
        decoder.send(next);
      }
      block = decoder.receive();
    }
    return block;
  }

  /**
   * The next packet of any stream, until the next call; null at the end. Notes how far the file
   * reaches.
   */
  AVPacket nextPacket() {
    avcodec.av_packet_unref(packet);
    begun = true;
    ended = ended || avformat.av_read_frame(context, packet) < 0;
    deadline().check();
    if (ended) {
      return null;
    }
    long time = unknown(packet.pts()) ? packet.dts() : packet.pts();
    if (!unknown(time)) {
      int index = packet.stream_index();
      double unit = avutil.av_q2d(context.streams(index).time_base());
      double end = (time + packet.duration()) * unit;
      anyEnd = Math.max(anyEnd, end);
      if (video != null && index == video.index()) {
        videoEnd = Math.max(videoEnd, end);
      } else if (sound != null && index == sound.index()) {
        soundEnd = Math.max(soundEnd, end);
      }
    }
    return packet;
  }

  /**
   * How far the file reaches: reads what has not been read of it, without decoding.
   *
   * @param decoded where its sound ends, in seconds; NaN where it was not decoded
   */
  Extent extent(double decoded) {
    if (skipped) {
      rewind();
    }
    while (nextPacket() != null) {}
    double heard = Double.isNaN(decoded) ? Math.max(0, soundEnd - zero) : decoded;
    double both = Math.max(heard, videoEnd - zero);
    return new Extent(
        file(),
        heard,
        promisedSound(),
        both,
        Math.max(both, anyEnd - zero),
        promised(),
        Math.max(0, Math.max(startOf(video), startOf(sound))));
  }

  private double promisedSound() {
    boolean says = hasAudio() && !guessed() && !isWav() && !unknown(sound.duration());
    return says ? startOf(sound) + sound.duration() * avutil.av_q2d(sound.time_base()) - zero : 0;
  }

  /** The duration by the header; 0 where it does not say. */
  private double promised() {
    if (guessed() || unknown(context.duration())) {
      return 0;
    }
    double seconds = context.duration() / (double) avutil.AV_TIME_BASE;
    if (isWav() && context.bit_rate() > 0) {
      return Math.min(seconds, 8.0 * input.size() / sound.codecpar().bit_rate());
    }
    return Math.max(0, seconds);
  }

  /** Whether the duration is only the file's size over its bit rate. */
  private boolean guessed() {
    return context.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE;
  }

  private boolean isWav() {
    return format().equals("wav");
  }

  private String format() {
    return context.iformat().name().getString();
  }

  /** Decodes the pictures of the stream that counts, from its beginning. */
  PictureDecoder pictures() {
    if (begun) {
      rewind();
    }
    closePictures();
    pictures = PictureDecoder.open(this);
    return pictures;
  }

  /**
   * The same, from the last key frame before a time on.
   *
   * @param time in microseconds, as time stamps count
   * @return null where the format cannot be searched
   */
  PictureDecoder pictures(long time) {
    PictureDecoder decoder = pictures();
    return seek(time) ? decoder : null;
  }

  private boolean seek(long time) {
    begun = true;
    skipped = true;
    int flags = avformat.AVSEEK_FLAG_BACKWARD;
    return avformat.avformat_seek_file(context, -1, Long.MIN_VALUE, time, Long.MAX_VALUE, flags)
        >= 0;
  }

  /** The next packet of the pictures, until the next call; null at the end. */
  AVPacket nextPicturePacket() {
    AVPacket next = nextPacket();
    while (next != null && next.stream_index() != video.index()) {
      next = nextPacket();
    }
    return next;
  }

  /** Back to the first packet. */
  void toPackets() {
    if (begun) {
      rewind();
    }
  }

  /**
   * To the packets from the last key frame before a time on.
   *
   * @param time in microseconds, as time stamps count
   * @return false where the format cannot be searched
   */
  boolean toPackets(long time) {
    toPackets();
    return seek(time);
  }

  private void closePictures() {
    if (pictures != null) {
      pictures.close();
      pictures = null;
    }
  }

  Path file() {
    return input.file();
  }

  UserError without(String what, String expected, String fix) {
    return new UserError(file().toString(), what, expected, fix);
  }

  UserError undecodable(Exception cause) {
    return MediaInput.undecodable(file(), cause);
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
    avcodec.av_packet_free(packet);
    closePictures();
    input.close();
  }
}
