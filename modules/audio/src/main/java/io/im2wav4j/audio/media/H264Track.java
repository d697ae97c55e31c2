package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * The pictures of an MP4, encoded by OpenH264: 8 bits, 4:2:0, limited range, an even number of rows
 * and columns (of an odd number the last is left out). Colours, turns and the shape of a pixel stay
 * those of the video.
 */
final class H264Track implements AutoCloseable {
  private static final int UNITS = 90_000;

  /** Shortest time from picture to picture, in seconds. */
  static final double TICK = 1.0 / UNITS;

  /** Level 5.2, the highest that OpenH264 knows. */
  private static final int MOST_PIXELS = 36_864 * 256;

  private static final int SHORTEST_SIDE = 16;

  /** Step of the quantiser: coding is hardly seen. */
  private static final int QUANTISER = 20;

  private static final int KEY_FRAMES = 50;
  private static final int ONE = 1 << 16;

  private final Mp4Output out;
  private final OpenMedia media;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private AVCodecContext codec;
  private SwsContext scaler;
  private int track;

  H264Track(Mp4Output out, OpenMedia media) {
    this.out = out;
    this.media = media;
  }

  boolean isBegun() {
    return codec != null;
  }

  /** Adds the track. */
  void begin(AVFrame first) throws IOException {
    AVCodec encoder = avcodec.avcodec_find_encoder_by_name("libopenh264");
    codec = avcodec.avcodec_alloc_context3(encoder);
    double scale = scale(first.width(), first.height());
    codec.width(even(scale * first.width())).height(even(scale * first.height()));
    codec.pix_fmt(avutil.AV_PIX_FMT_YUV420P).color_range(avutil.AVCOL_RANGE_MPEG);
    boolean rgb = isRgb(first);
    codec.colorspace(rgb ? avutil.AVCOL_SPC_SMPTE170M : first.colorspace());
    codec.color_primaries(first.color_primaries()).color_trc(first.color_trc());
    codec.time_base(avutil.av_make_q(1, UNITS)).framerate(frameRate());
    codec.sample_aspect_ratio(
        avformat.av_guess_sample_aspect_ratio(media.context(), media.video(), first));
    // One thread and one quantiser: the same bytes on machines of any number of cores.
    codec.thread_count(1).qmin(QUANTISER).qmax(QUANTISER).gop_size(KEY_FRAMES);
    codec.flags(avcodec.AV_CODEC_FLAG_BITEXACT | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "rc_mode", "off", 0);
    avutil.av_dict_set(options, "profile", "high", 0);
    int code = avcodec.avcodec_open2(codec, encoder, options);
    avutil.av_dict_free(options);
    if (code < 0) {
      throw notEncoded(first);
    }
    AVStream stream = out.add(codec);
    copyOrientation(first, stream);
    track = stream.index();
  }

  private UserError notEncoded(AVFrame picture) {
    return media.without(
        "a picture of " + picture.width() + " x " + picture.height() + " that cannot be encoded",
        "pictures that H.264 can hold",
        "Convert the video first, or leave out the MP4");
  }

  /** For the encoder's own use: times are those of the pictures. */
  private AVRational frameRate() {
    double rate = Math.max(1, Math.min(240, media.info().frameRate()));
    return avutil.av_make_q((int) Math.round(1000 * rate), 1000);
  }

  private static double scale(int width, int height) {
    double down = Math.sqrt((double) MOST_PIXELS / width / height);
    double up = (double) SHORTEST_SIDE / Math.min(width, height);
    return down < 1 ? down : Math.max(1, up);
  }

  private static int even(double length) {
    return Math.max(SHORTEST_SIDE, (int) length & ~1);
  }

  private static boolean isRgb(AVFrame frame) {
    var format = avutil.av_pix_fmt_desc_get(frame.format());
    long flags = format.flags();
    return (flags & (avutil.AV_PIX_FMT_FLAG_RGB | avutil.AV_PIX_FMT_FLAG_PAL)) != 0;
  }

  /** The display matrix, as FFmpeg gives it with the frame. */
  private static void copyOrientation(AVFrame frame, AVStream stream) {
    AVFrameSideData from = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    if (from == null || from.size() < FramePicture.MATRIX_BYTES) {
      return;
    }
    AVPacketSideData all = new AVPacketSideData(null);
    try (IntPointer count = new IntPointer(1L).put(0)) {
      AVPacketSideData to =
          avcodec.av_packet_side_data_new(
              all, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, FramePicture.MATRIX_BYTES, 0);
      to.data()
          .capacity(FramePicture.MATRIX_BYTES)
          .asByteBuffer()
          .order(ByteOrder.nativeOrder())
          .put(
              from.data()
                  .capacity(FramePicture.MATRIX_BYTES)
                  .asByteBuffer()
                  .order(ByteOrder.nativeOrder()));
      stream.codecpar().coded_side_data(all).nb_coded_side_data(count.get());
    }
  }

  /** Writes a picture that is shown from a time to another one, in seconds. */
  void write(AVFrame picture, double from, double to) throws IOException {
    AVFrame frame = converted(picture);
    try {
      long pts = Math.round(from * UNITS);
      frame.pts(pts);
      frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
      int code = avcodec.avcodec_send_frame(codec, frame);
      if (code < 0) {
        throw notEncoded(picture);
      }
      while (avcodec.avcodec_receive_packet(codec, packet) >= 0) {
        packet.duration(Math.max(1, Math.round(to * UNITS) - pts));
        out.write(track, packet, codec.time_base());
      }
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  private AVFrame converted(AVFrame picture) {
    AVFrame cropped = avutil.av_frame_clone(picture);
    int width = codec.width();
    int height = codec.height();
    if (cropped.width() - width == 1) {
      cropped.width(width);
    }
    if (cropped.height() - height == 1) {
      cropped.height(height);
    }
    boolean same =
        cropped.width() == width
            && cropped.height() == height
            && cropped.format() == avutil.AV_PIX_FMT_YUV420P
            && cropped.color_range() != avutil.AVCOL_RANGE_JPEG;
    if (same) {
      return cropped;
    }
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(avutil.AV_PIX_FMT_YUV420P).width(width).height(height);
    scaler =
        swscale.sws_getCachedContext(
            scaler,
            cropped.width(),
            cropped.height(),
            cropped.format(),
            width,
            height,
            avutil.AV_PIX_FMT_YUV420P,
            swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT,
            (SwsFilter) null,
            null,
            (DoublePointer) null);
    try {
      if (scaler != null) {
        IntPointer matrix = swscale.sws_getCoefficients(cropped.colorspace());
        int full = FramePicture.isFullRange(cropped) ? 1 : 0;
        swscale.sws_setColorspaceDetails(scaler, matrix, full, matrix, 0, 0, ONE, ONE);
      }
      if (scaler == null
          || avutil.av_frame_get_buffer(frame, 0) < 0
          || swscale.sws_scale_frame(scaler, frame, cropped) < 0) {
        avutil.av_frame_free(frame);
        throw notEncoded(picture);
      }
      return frame;
    } finally {
      avutil.av_frame_free(cropped);
    }
  }

  @Override
  public void close() {
    swscale.sws_freeContext(scaler);
    avcodec.av_packet_free(packet);
    if (codec != null) {
      avcodec.avcodec_free_context(codec);
    }
  }
}
