package io.im2wav4j.audio.media;

import static io.im2wav4j.audio.media.TestPictures.ascii;
import static io.im2wav4j.audio.media.TestPictures.concat;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of tiles, as phones write them (ISO 23008-12, 6.6.2.3): here of AV1. */
class TileGridTest {
  private static final int SIDE = 64;

  /** Y, U, V of red, green, blue and white. */
  private static final int[][] YUV = {
    {81, 90, 240}, {145, 54, 34}, {41, 240, 110}, {235, 128, 128}
  };

  @TempDir Path folder;

  @Test
  void tilesArePutTogetherCutAndTurned() throws IOException {
    assertThat(read(2 * SIDE, 2 * SIDE, 0)).isEqualTo("RGBW 128x128");
    assertThat(read(120, 90, 0)).isEqualTo("RGBW 120x90");
    assertThat(read(120, 90, 3)).isEqualTo("BRWG 90x120");
  }

  private String read(int width, int height, int quarters) throws IOException {
    BufferedImage image =
        PictureFile.read(Files.write(folder.resolve("grid.heic"), grid(width, height, quarters)));
    return Quadrants.of(image) + " " + image.getWidth() + "x" + image.getHeight();
  }

  private byte[] grid(int width, int height, int quarters) throws IOException {
    byte[][] data = new byte[5][];
    data[0] = concat(new byte[] {0, 0, 1, 1}, shorts(width, height)); // two rows, two columns
    byte[] configuration = null;
    for (int i = 0; i < 4; i++) {
      int[] colour = YUV[i];
      TestFrame tile =
          new TestFrame(SIDE, SIDE, avutil.AV_PIX_FMT_YUV420P, (plane, x, y) -> colour[plane]);
      tile.codec = avcodec.AV_CODEC_ID_AV1;
      byte[] file = Files.readAllBytes(tile.write(folder.resolve("tile.avif")));
      configuration = found(file, "av1C");
      byte[] content = found(file, "mdat");
      data[i + 1] = Arrays.copyOfRange(content, 8, content.length);
    }
    byte[] type = box("ftyp", ascii("avif\0\0\0\0avifmif1"));
    int length = meta(data, configuration, width, height, quarters, 0).length;
    int first = type.length + length + 8;
    return concat(
        type, meta(data, configuration, width, height, quarters, first), box("mdat", concat(data)));
  }

  private static byte[] meta(
      byte[][] data, byte[] configuration, int width, int height, int quarters, int first) {
    byte[] places = concat(new byte[] {0x44, 0}, shorts(data.length));
    byte[] items = shorts(data.length);
    byte[] uses = ints(data.length);
    int at = first;
    for (int i = 0; i < data.length; i++) {
      places = concat(places, shorts(i + 1, 0, 1), ints(at, data[i].length));
      at += data[i].length;
      String type = i == 0 ? "grid\0" : "av01\0";
      items = concat(items, full("infe", 2, i == 0 ? 0 : 1, shorts(i + 1, 0), ascii(type)));
      byte[] properties = i == 0 ? new byte[] {2, 1, 4} : new byte[] {2, 2, 3};
      uses = concat(uses, shorts(i + 1), properties);
    }
    byte[] properties =
        box(
            "ipco",
            full("ispe", 0, 0, ints(width, height)),
            full("ispe", 0, 0, ints(SIDE, SIDE)),
            configuration,
            box("irot", new byte[] {(byte) quarters}));
    return full(
        "meta",
        0,
        0,
        full("hdlr", 0, 0, new byte[4], ascii("pict"), new byte[13]),
        full("pitm", 0, 0, shorts(1)),
        full("iloc", 0, 0, places),
        full("iinf", 0, 0, items),
        full("iref", 0, 0, box("dimg", shorts(1, 4, 2, 3, 4, 5))),
        box("iprp", properties, full("ipma", 0, 0, uses)));
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] body = concat(parts);
    return concat(ints(8 + body.length), ascii(type), body);
  }

  private static byte[] full(String type, int version, int flags, byte[]... parts) {
    return box(type, ints(version << 24 | flags), concat(parts));
  }

  /** The box of a type, wherever it lies. */
  private static byte[] found(byte[] file, String type) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(type) - 4;
    return Arrays.copyOfRange(file, at, at + ByteBuffer.wrap(file).getInt(at));
  }

  private static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length);
    Arrays.stream(values).forEach(out::putInt);
    return out.array();
  }

  private static byte[] shorts(int... values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length);
    Arrays.stream(values).forEach(v -> out.putShort((short) v));
    return out.array();
  }
}
