package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * WebP (RFC 9649). FFmpeg has a decoder for its pictures but none for its animations, so the
 * picture or the animation's first frame is put before the decoder as a file of its own.
 */
final class WebpPicture {
  private static final int ANIMATION = 0x02;
  private static final int ALPHA = 0x10;

  static {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private WebpPicture() {}

  /** The picture as it is stored; of an animation the first frame, at its place on the canvas. */
  static BufferedImage read(Path name, byte[] file) throws IOException {
    ByteBuffer chunks = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    chunks.position(12);
    ByteBuffer header = chunk(chunks, "VP8X");
    if (header != null) {
      MediaLimits.current().checkPicture(name, 1 + number(header, 4), 1 + number(header, 7));
    }
    if (header == null || (header.get(0) & ANIMATION) == 0) {
      return decode(name, still(chunks, header == null ? new byte[6] : size(header, 4)));
    }
    ByteBuffer frame = chunk(chunks, "ANMF");
    if (frame == null) {
      throw new IOException("an animation without a frame");
    }
    ByteBuffer place = PictureStructure.take(frame, 16);
    BufferedImage image = decode(name, still(frame, size(place, 6)));
    return PictureFile.onCanvas(
        image,
        1 + number(header, 4),
        1 + number(header, 7),
        2 * number(place, 0),
        2 * number(place, 3));
  }

  /** A file of the chunks of one picture. */
  private static byte[] still(ByteBuffer chunks, byte[] size) {
    ByteBuffer alpha = chunk(chunks, "ALPH");
    ByteBuffer out = ByteBuffer.allocate(chunks.remaining() + 64).order(ByteOrder.LITTLE_ENDIAN);
    out.put(bytes("RIFF")).putInt(0).put(bytes("WEBP"));
    out.put(bytes("VP8X")).putInt(10).putInt(alpha == null ? 0 : ALPHA).put(size);
    for (String name : new String[] {"ALPH", "VP8 ", "VP8L"}) {
      ByteBuffer data = chunk(chunks, name);
      if (data != null) {
        out.put(bytes(name)).putInt(data.remaining());
        boolean odd = data.remaining() % 2 == 1;
        out.put(data);
        if (odd) {
          out.put((byte) 0);
        }
      }
    }
    out.putInt(4, out.position() - 8);
    byte[] file = new byte[out.position()];
    out.rewind().get(file);
    return file;
  }

  /** The data of the first chunk of a name; null where there is none. */
  static ByteBuffer chunk(ByteBuffer chunks, String name) {
    ByteBuffer in = chunks.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= 8) {
      String found = PictureStructure.text(in);
      ByteBuffer data = PictureStructure.take(in, in.getInt() & 0xFFFFFFFFL);
      if (found.equals(name)) {
        return data;
      }
      in.position(Math.min(in.limit(), in.position() + data.remaining() % 2));
    }
    return null;
  }

  private static BufferedImage decode(Path name, byte[] file) throws IOException {
    checkSize(name, ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(12));
    AVCodecParameters webp = avcodec.avcodec_parameters_alloc();
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      webp.codec_type(avutil.AVMEDIA_TYPE_VIDEO).codec_id(avcodec.AV_CODEC_ID_WEBP);
      avcodec.av_new_packet(packet, file.length);
      packet.data().put(file);
      return PacketPicture.decode(packet, webp);
    } finally {
      avcodec.av_packet_free(packet);
      avcodec.avcodec_parameters_free(webp);
    }
  }

  /** The size by the coded picture's own header: 14 bits each. */
  private static void checkSize(Path name, ByteBuffer chunks) {
    ByteBuffer lossy = chunk(chunks, "VP8 ");
    ByteBuffer lossless = chunk(chunks, "VP8L");
    if (lossy != null) {
      checkSize(name, lossy.getShort(6), lossy.getShort(8));
    }
    if (lossless != null) {
      int sizes = lossless.getInt(1);
      checkSize(name, sizes + 1, (sizes >> 14) + 1);
    }
  }

  private static void checkSize(Path name, int width, int height) {
    MediaLimits.current().checkPicture(name, width & 0x3FFF, height & 0x3FFF);
  }

  private static int number(ByteBuffer in, int at) {
    return in.getShort(at) & 0xFFFF | (in.get(at + 2) & 0xFF) << 16;
  }

  private static byte[] size(ByteBuffer in, int at) {
    byte[] size = new byte[6];
    in.get(at, size);
    return size;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
