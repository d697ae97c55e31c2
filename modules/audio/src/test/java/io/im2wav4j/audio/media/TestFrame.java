package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** A video or picture of one frame, its samples and tags as they are given. */
final class TestFrame {
  /** The value of a sample: plane 0 is Y, G or grey, 1 is U or B, 2 is V or R. */
  @FunctionalInterface
  interface Samples {
    int at(int plane, int x, int y);
  }

  final int width;
  final int height;
  private final int format;
  private final Samples samples;
  int codec = avcodec.AV_CODEC_ID_FFV1; // without loss
  int range = avutil.AVCOL_RANGE_UNSPECIFIED;
  int matrix = avutil.AVCOL_SPC_UNSPECIFIED;
  int[] display;

  TestFrame(int width, int height, int format, Samples samples) {
    this.width = width;
    this.height = height;
    this.format = format;
    this.samples = samples;
  }

  /** Writes it in the container of the file's extension. */
  Path write(Path file) {
    AVFormatContext out = new AVFormatContext(null);
    check(avformat.avformat_alloc_output_context2(out, null, null, file.toString()));
    AVStream stream = avformat.avformat_new_stream(out, null);
    AVCodec found = avcodec.avcodec_find_encoder(codec);
    AVCodecContext encoder = avcodec.avcodec_alloc_context3(found);
    AVRational tenth = new AVRational().num(1).den(10);
    encoder.width(width).height(height).pix_fmt(format).time_base(tenth);
    encoder.color_range(range).colorspace(matrix);
    check(avcodec.avcodec_open2(encoder, found, (AVDictionary) null));
    check(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(tenth);
    if (display != null) {
      AVPacketSideData all = new AVPacketSideData(null);
      AVPacketSideData data =
          avcodec.av_packet_side_data_new(
              all, new IntPointer(1L).put(0), avcodec.AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
      data.data()
          .capacity(36)
          .asByteBuffer()
          .order(ByteOrder.nativeOrder())
          .asIntBuffer()
          .put(display);
      stream.codecpar().coded_side_data(all).nb_coded_side_data(1);
    }
    AVIOContext io = new AVIOContext(null);
    check(avformat.avio_open(io, file.toString(), avformat.AVIO_FLAG_WRITE));
    out.pb(io);
    check(avformat.avformat_write_header(out, (AVDictionary) null));
    AVFrame frame = frame();
    check(avcodec.avcodec_send_frame(encoder, frame));
    check(avcodec.avcodec_send_frame(encoder, null));
    AVPacket packet = avcodec.av_packet_alloc();
    check(avcodec.avcodec_receive_packet(encoder, packet));
    packet.duration(1);
    avcodec.av_packet_rescale_ts(packet, tenth, stream.time_base());
    check(avformat.av_interleaved_write_frame(out, packet));
    check(avformat.av_write_trailer(out));
    avformat.avio_close(io);
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(encoder);
    avformat.avformat_free_context(out);
    return file;
  }

  private AVFrame frame() {
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(format);
    frame.width(width);
    frame.height(height);
    frame.pts(0);
    check(avutil.av_frame_get_buffer(frame, 0));
    var description = avutil.av_pix_fmt_desc_get(format);
    int bytes = description.comp(0).depth() > 8 ? 2 : 1;
    for (int plane = 0; plane < description.nb_components(); plane++) {
      boolean chroma =
          plane > 0 && plane < 3 && (description.flags() & avutil.AV_PIX_FMT_FLAG_RGB) == 0;
      int right = chroma ? description.log2_chroma_w() : 0;
      int down = chroma ? description.log2_chroma_h() : 0;
      for (int y = 0; y < height >> down; y++) {
        ByteBuffer row =
            ByteBuffer.allocate((width >> right) * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int x = 0; x < width >> right; x++) {
          int value = samples.at(plane, x << right, y << down);
          if (bytes == 2) {
            row.putShort((short) value);
          } else {
            row.put((byte) value);
          }
        }
        BytePointer to = frame.data(plane);
        to.position((long) y * frame.linesize(plane)).put(row.array());
      }
    }
    return frame;
  }

  private static void check(int code) {
    assertThat(code).as("FFmpeg's answer").isNotNegative();
  }
}
