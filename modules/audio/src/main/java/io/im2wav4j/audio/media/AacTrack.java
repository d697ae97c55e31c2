package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/** The sound of an MP4: one channel, AAC. */
final class AacTrack implements AutoCloseable {
  /** Bits a sample: nothing is heard of the coding, and its most at a low rate is 6. */
  private static final int BITS = 5;

  private final Mp4Output out;
  private final AVCodecContext codec;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final float[] samples;
  private final int rate;
  private int track = -1;
  private int at;
  private boolean ended;

  /**
   * A track of a sound.
   *
   * @param file that it is from, for errors
   */
  AacTrack(Mp4Output out, Path file, AudioClip clip) {
    this.out = out;
    rate = clip.sampleRate();
    samples = clip.toMono();
    AVCodec aac = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_AAC);
    codec = avcodec.avcodec_alloc_context3(aac);
    codec.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(rate).bit_rate((long) BITS * rate);
    codec.time_base(avutil.av_make_q(1, rate)).thread_count(1);
    codec.flags(avcodec.AV_CODEC_FLAG_BITEXACT | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    avutil.av_channel_layout_default(codec.ch_layout(), 1);
    if (avcodec.avcodec_open2(codec, aac, (AVDictionary) null) < 0) {
      close();
      throw new UserError(
          file.toString(),
          "a sound of " + rate + " Hz, which AAC does not know",
          "8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000 or 96000 Hz",
          "Resample it, or leave out the MP4");
    }
  }

  /** Length of the sound. */
  double seconds() {
    return (double) samples.length / rate;
  }

  /** Adds the track; to be called when that of the pictures is there. */
  void begin() throws IOException {
    track = out.add(codec).index();
  }

  /** Writes what is not written yet of the sound up to a time, in seconds. */
  void writeUntil(double time) throws IOException {
    while (!ended && (double) at / rate <= time) {
      int n = Math.min(codec.frame_size(), samples.length - at);
      if (n > 0) {
        frame.nb_samples(n).format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(rate).pts(at);
        avutil.av_channel_layout_default(frame.ch_layout(), 1);
        check(avutil.av_frame_get_buffer(frame, 0));
        new FloatPointer(frame.data(0)).put(samples, at, n);
        check(avcodec.avcodec_send_frame(codec, frame));
        avutil.av_frame_unref(frame);
        at += n;
      } else {
        check(avcodec.avcodec_send_frame(codec, null));
        ended = true;
      }
      while (avcodec.avcodec_receive_packet(codec, packet) >= 0) {
        out.write(track, packet, codec.time_base());
      }
    }
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("the AAC encoder says " + code);
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(codec);
  }
}
