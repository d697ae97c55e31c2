package io.im2wav4j.audio.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Files of streams whose every time stamp is chosen: 16-bit sound and JPEG pictures. */
final class TestTracks {
  static final int RATE = 16_000;

  /** Samples of a packet of sound: 20 ms. */
  static final int BLOCK = 320;

  private final List<Track> tracks = new ArrayList<>();

  private record Stamped(double time, double seconds, byte[] data) {}

  private record Track(int codec, int disposition, List<Stamped> packets) {}

  /** Sound in blocks of 20 ms, the time of block i as given; fewer times than blocks: a cut. */
  TestTracks sound(float[] samples, int disposition, double... times) {
    List<Stamped> packets = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      ByteBuffer data = ByteBuffer.allocate(2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
      for (int k = 0; k < BLOCK; k++) {
        data.putShort((short) Math.round(32768 * samples[i * BLOCK + k]));
      }
      packets.add(new Stamped(times[i], (double) BLOCK / RATE, data.array()));
    }
    tracks.add(new Track(avcodec.AV_CODEC_ID_PCM_S16LE, disposition, packets));
    return this;
  }

  /** Pictures of one colour each, from dark to bright red: level 8 i. */
  TestTracks pictures(int disposition, double... times) throws IOException {
    List<Stamped> packets = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      packets.add(new Stamped(times[i], 0, jpeg(8 * i % 256)));
    }
    tracks.add(new Track(avcodec.AV_CODEC_ID_MJPEG, disposition, packets));
    return this;
  }

  /** Evenly spaced times. */
  static double[] times(double from, double step, int count) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = from + i * step;
    }
    return times;
  }

  /** Silence with a beep of a tenth of a second. */
  static float[] beep(double at, double seconds) {
    float[] samples = new float[(int) Math.round(seconds * RATE)];
    int from = (int) Math.round(at * RATE);
    for (int i = from; i < from + RATE / 10; i++) {
      samples[i] = i % 2 == 0 ? 0.5f : -0.5f;
    }
    return samples;
  }

  /** Writes them in the order of their times, in the format of the file's extension. */
  Path write(Path file) {
    AVFormatContext out = new AVFormatContext(null);
    avformat.avformat_alloc_output_context2(out, null, (String) null, file.toString());
    for (Track track : tracks) {
      addStream(out, track);
    }
    AVIOContext io = new AVIOContext(null);
    avformat.avio_open(io, file.toString(), avformat.AVIO_FLAG_WRITE);
    out.pb(io);
    out.avoid_negative_ts(AVFormatContext.AVFMT_AVOID_NEG_TS_DISABLED);
    check(avformat.avformat_write_header(out, (AVDictionary) null));
    record Next(int stream, Stamped packet) {}
    List<Next> all = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      for (Stamped packet : tracks.get(i).packets) {
        all.add(new Next(i, packet));
      }
    }
    all.sort(Comparator.comparingDouble(next -> next.packet.time));
    for (Next next : all) {
      AVPacket packet = avcodec.av_packet_alloc();
      avcodec.av_new_packet(packet, next.packet.data.length);
      new BytePointer(packet.data()).put(next.packet.data, 0, next.packet.data.length);
      double unit = avutil.av_q2d(out.streams(next.stream).time_base());
      long time = Math.round(next.packet.time / unit);
      packet.stream_index(next.stream).pts(time).dts(time).flags(avcodec.AV_PKT_FLAG_KEY);
      packet.duration(Math.round(next.packet.seconds / unit));
      check(avformat.av_interleaved_write_frame(out, packet));
      avcodec.av_packet_free(packet);
    }
    check(avformat.av_write_trailer(out));
    avformat.avio_closep(out.pb());
    avformat.avformat_free_context(out);
    return file;
  }

  private static void addStream(AVFormatContext out, Track track) {
    AVStream stream = avformat.avformat_new_stream(out, null);
    stream.disposition(track.disposition);
    stream.codecpar().codec_id(track.codec);
    if (track.codec == avcodec.AV_CODEC_ID_MJPEG) {
      stream.codecpar().codec_type(avutil.AVMEDIA_TYPE_VIDEO);
      stream.codecpar().format(avutil.AV_PIX_FMT_YUVJ420P);
      stream.codecpar().width(TestMedia.WIDTH).height(TestMedia.HEIGHT);
      stream.time_base(avutil.av_make_q(1, 90_000));
    } else {
      stream.codecpar().codec_type(avutil.AVMEDIA_TYPE_AUDIO);
      stream.codecpar().format(avutil.AV_SAMPLE_FMT_S16).sample_rate(RATE);
      stream.codecpar().bits_per_coded_sample(16).block_align(2).bit_rate(16L * RATE);
      avutil.av_channel_layout_default(stream.codecpar().ch_layout(), 1);
      stream.time_base(avutil.av_make_q(1, RATE));
    }
  }

  private static void check(int rc) {
    if (rc < 0) {
      throw new IllegalStateException("FFmpeg says " + rc);
    }
  }

  static byte[] jpeg(int red) throws IOException {
    BufferedImage image =
        new BufferedImage(TestMedia.WIDTH, TestMedia.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(red, 0, 0));
    g.fillRect(0, 0, TestMedia.WIDTH, TestMedia.HEIGHT);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
