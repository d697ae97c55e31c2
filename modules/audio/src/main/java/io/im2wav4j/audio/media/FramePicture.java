package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * A decoded frame, held without a copy of its pixels, and the picture that a player shows of it:
 * range and matrix of its colours, mirrors and turns as the stream says.
 */
final class FramePicture implements AutoCloseable {
  static final int MATRIX_BYTES = 9 * 4;
  private static final int ONE = 1 << 16;

  private final AVFrame frame;

  private FramePicture(AVFrame frame) {
    this.frame = frame;
  }

  /** One more reference to a decoder's frame, which stays valid after the decoder goes on. */
  static FramePicture of(AVFrame frame) {
    return new FramePicture(avutil.av_frame_clone(frame));
  }

  /** The frame, as long as this is open. */
  AVFrame frame() {
    return frame;
  }

  /** RGB, with opacity where the frame has it. */
  BufferedImage image() throws IOException {
    try (PackedPicture picture = packed()) {
      return picture.image();
    }
  }

  /** The same, still in FFmpeg's memory. */
  PackedPicture packed() throws IOException {
    boolean alpha = hasAlpha();
    int format = alpha ? avutil.AV_PIX_FMT_RGBA : avutil.AV_PIX_FMT_RGB24;
    AVFrame packed = avutil.av_frame_alloc();
    SwsContext context =
        swscale.sws_getContext(
            frame.width(),
            frame.height(),
            frame.format(),
            frame.width(),
            frame.height(),
            format,
            swscale.SWS_BICUBIC,
            (SwsFilter) null,
            null,
            (DoublePointer) null);
    try {
      packed.format(format);
      packed.width(frame.width());
      packed.height(frame.height());
      if (context != null) {
        describeColours(context);
      }
      if (context == null
          || avutil.av_frame_get_buffer(packed, 0) < 0
          || swscale.sws_scale_frame(context, packed, frame) < 0) {
        throw new IOException("no conversion of pixel format " + frame.format());
      }
      return new PackedPicture(avutil.av_frame_clone(packed), alpha, orientation());
    } finally {
      swscale.sws_freeContext(context);
      avutil.av_frame_free(packed);
    }
  }

  /** A palette's opacity is left out, as in a PNG with a palette. */
  private boolean hasAlpha() {
    long flags = avutil.av_pix_fmt_desc_get(frame.format()).flags();
    return (flags & avutil.AV_PIX_FMT_FLAG_ALPHA) != 0 && (flags & avutil.AV_PIX_FMT_FLAG_PAL) == 0;
  }

  /**
   * Where a stream is silent, FFmpeg's default holds: BT.601, limited unless the format is full.
   */
  private void describeColours(SwsContext context) {
    IntPointer matrix = swscale.sws_getCoefficients(frame.colorspace());
    int full = isFullRange(frame) ? 1 : 0;
    swscale.sws_setColorspaceDetails(context, matrix, full, matrix, 0, 0, ONE, ONE);
  }

  static boolean isFullRange(AVFrame frame) {
    int range = frame.color_range();
    return range == avutil.AVCOL_RANGE_JPEG
        || range == avutil.AVCOL_RANGE_UNSPECIFIED
            && avutil.av_get_pix_fmt_name(frame.format()).getString().startsWith("yuvj");
  }

  /**
   * The display matrix of the stream, or of EXIF in a picture: FFmpeg gives both with the frame.
   */
  private Orientation orientation() {
    AVFrameSideData data = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null || data.size() < MATRIX_BYTES) {
      return Orientation.STORED;
    }
    ByteBuffer matrix = data.data().capacity(MATRIX_BYTES).asByteBuffer();
    return Orientation.ofMatrix(matrix.order(ByteOrder.nativeOrder()).asIntBuffer());
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
  }
}
