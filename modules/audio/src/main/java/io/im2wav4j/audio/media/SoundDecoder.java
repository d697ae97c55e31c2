package io.im2wav4j.audio.media;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes one stream of sound. FFmpeg's libraries are used as they are, not through JavaCV's
 * grabber: that leaves out the time that encoders put in front (its time stamps are too early by
 * it), and knows no 64-bit integers.
 */
final class SoundDecoder implements AutoCloseable {
  /**
   * Decoded sound.
   *
   * @param time of its first sample by its time stamp, in seconds; NaN without one
   * @param samples [channels][samples]
   */
  record Block(double time, int rate, float[][] samples) {}

  private final AVCodecContext codec;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final double unit;

  private SoundDecoder(AVCodecContext codec, double unit) {
    this.codec = codec;
    this.unit = unit;
  }

  /** A decoder for the stream; null where there is none. */
  static SoundDecoder open(AVStream stream) {
    AVCodecContext codec = MediaCodecs.open(stream.codecpar(), stream.time_base(), 1);
    if (codec == null) {
      return null;
    }
    return new SoundDecoder(codec, avutil.av_q2d(stream.time_base()));
  }

  /** Takes a packet; null: there are no more. A damaged one gives no sound. */
  void send(AVPacket packet) {
    avcodec.avcodec_send_packet(codec, packet);
  }

  /** The next sound of the packets taken; null where another one is needed. */
  Block receive() {
    if (avcodec.avcodec_receive_frame(codec, frame) < 0) {
      return null;
    }
    long stamp = frame.best_effort_timestamp();
    double time = stamp == avutil.AV_NOPTS_VALUE ? Double.NaN : stamp * unit;
    return new Block(time, frame.sample_rate(), samples());
  }

  private float[][] samples() {
    int channels = frame.ch_layout().nb_channels();
    int length = frame.nb_samples();
    int format = frame.format();
    boolean planar = avutil.av_sample_fmt_is_planar(format) != 0;
    int packed = avutil.av_get_packed_sample_fmt(format);
    int step = planar ? 1 : channels;
    long bytes = (long) length * step * avutil.av_get_bytes_per_sample(format);
    float[][] samples = new float[channels][length];
    for (int c = 0; c < channels; c++) {
      ByteBuffer plane =
          frame.extended_data(planar ? c : 0).capacity(bytes).position(0).asByteBuffer();
      convert(plane, packed, planar ? 0 : c, step, samples[c]);
    }
    return samples;
  }

  /** Integers are divided by their full scale. */
  private static void convert(ByteBuffer in, int format, int first, int step, float[] out) {
    for (int i = 0, at = first; i < out.length; i++, at += step) {
      out[i] =
          switch (format) {
            case avutil.AV_SAMPLE_FMT_U8 -> ((in.get(at) & 0xFF) - 0x80) / 0x1p7f;
            case avutil.AV_SAMPLE_FMT_S16 -> in.getShort(2 * at) / 0x1p15f;
            case avutil.AV_SAMPLE_FMT_S32 -> in.getInt(4 * at) / 0x1p31f;
            case avutil.AV_SAMPLE_FMT_S64 -> in.getLong(8 * at) / 0x1p63f;
            case avutil.AV_SAMPLE_FMT_FLT -> in.getFloat(4 * at);
            case avutil.AV_SAMPLE_FMT_DBL -> (float) in.getDouble(8 * at);
            default -> throw new IllegalStateException("sample format " + format);
          };
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.avcodec_free_context(codec);
  }
}
