package io.im2wav4j.audio.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Made-up pictures of all kinds, and the bytes around their pixels. */
final class TestPictures {
  /** Y, U, V of red, green, blue and white, limited range. */
  private static final int[][] YUV = {
    {81, 90, 240}, {145, 54, 34}, {41, 240, 110}, {235, 128, 128}
  };

  private TestPictures() {}

  /** {@link Quadrants} as a file of the kind that the name says. */
  static byte[] quadrants(Path folder, String kind) throws IOException {
    Path file = folder.resolve("quadrants." + kind);
    if (kind.equals("webp") || kind.equals("avif")) {
      return Files.readAllBytes(
          frame(kind.equals("webp") ? avcodec.AV_CODEC_ID_WEBP : avcodec.AV_CODEC_ID_AV1)
              .write(file));
    }
    BufferedImage image = Quadrants.picture(128, 64, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, kind, out);
    return out.toByteArray();
  }

  static TestFrame frame(int codec) {
    TestFrame frame =
        new TestFrame(
            128,
            64,
            avutil.AV_PIX_FMT_YUV420P,
            (plane, x, y) -> YUV[(x < 64 ? 0 : 1) + (y < 32 ? 0 : 2)][plane]);
    frame.codec = codec;
    return frame;
  }

  /** Grain, which no coder makes small. */
  static BufferedImage grain(int type) {
    BufferedImage image = new BufferedImage(96, 64, type);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 96 * 64; i++) {
      int value = i * 7919 % 256;
      g.setColor(new Color(value, i * 104729 % 256, 255 - value));
      g.fillRect(i % 96, i / 96, 1, 1);
    }
    g.dispose();
    return image;
  }

  /** A TIFF of one tag, as EXIF is. */
  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(26).order(order);
    out.put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM")).putShort((short) 42).putInt(8);
    out.putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
    return out.putShort((short) orientation).array();
  }

  /** A JPEG with a segment more, the first. */
  static byte[] jpegWith(byte[] jpeg, int marker, byte[] segment) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + segment.length + 4);
    out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
    out.putShort((short) (segment.length + 2)).put(segment);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A PNG with a chunk more, after its header. */
  static byte[] pngWith(byte[] png, String type, byte[] data) {
    int header = 8 + 25;
    CRC32 crc = new CRC32();
    crc.update(ascii(type));
    crc.update(data);
    ByteBuffer out = ByteBuffer.allocate(png.length + data.length + 12);
    out.put(png, 0, header).putInt(data.length).put(ascii(type)).put(data);
    out.putInt((int) crc.getValue());
    return out.put(png, header, png.length - header).array();
  }

  /** A WebP of chunks. */
  static byte[] webp(byte[]... chunks) {
    byte[] body = concat(chunks);
    ByteBuffer out = ByteBuffer.allocate(12 + body.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(4 + body.length).put(ascii("WEBP"));
    return out.put(body).array();
  }

  static byte[] chunk(String name, byte[]... parts) {
    byte[] data = concat(parts);
    ByteBuffer out =
        ByteBuffer.allocate(8 + data.length + data.length % 2).order(ByteOrder.LITTLE_ENDIAN);
    return out.put(ascii(name)).putInt(data.length).put(data).array();
  }

  /** The header of a WebP with more than a picture. */
  static byte[] webpHeader(int flags, int width, int height) {
    return chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0}, three(width - 1), three(height - 1));
  }

  static byte[] three(int number) {
    return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
