package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** One packet that holds one picture. */
final class PacketPicture {
  private PacketPicture() {}

  /**
   * Decodes it.
   *
   * @param parameters of its stream
   */
  static BufferedImage decode(AVPacket packet, AVCodecParameters parameters) throws IOException {
    AVCodecContext context = MediaCodecs.open(parameters, null, 1);
    if (context == null) {
      throw new IOException(
          "no decoder of " + avcodec.avcodec_get_name(parameters.codec_id()).getString());
    }
    AVFrame frame = avutil.av_frame_alloc();
    try {
      if (avcodec.avcodec_send_packet(context, packet) < 0
          || avcodec.avcodec_send_packet(context, null) < 0
          || avcodec.avcodec_receive_frame(context, frame) < 0) {
        throw new IOException("a packet that cannot be decoded");
      }
      try (FramePicture picture = FramePicture.of(frame)) {
        return picture.image();
      }
    } finally {
      avutil.av_frame_free(frame);
      avcodec.avcodec_free_context(context);
    }
  }
}
