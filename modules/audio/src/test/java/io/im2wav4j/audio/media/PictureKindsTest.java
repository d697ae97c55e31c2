package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureKindsTest {
  @TempDir Path folder;

  private BufferedImage read(String name, byte[] content) throws IOException {
    return PictureFile.read(Files.write(folder.resolve(name), content));
  }

  @ParameterizedTest(name = "orientation {0}")
  @CsvSource({
    "1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB", "0,RGBW",
    "9,RGBW"
  })
  void exifTurnsAndMirrorsJpegPngAndWebp(int orientation, String seen) throws IOException {
    byte[] little = TestPictures.exif(orientation, ByteOrder.LITTLE_ENDIAN);
    byte[] big = TestPictures.exif(orientation, ByteOrder.BIG_ENDIAN);
    byte[] prefix = TestPictures.ascii("Exif\0\0");
    byte[] jpeg = TestPictures.quadrants(folder, "jpeg");
    byte[] png = TestPictures.quadrants(folder, "png");
    byte[] still = Arrays.copyOfRange(webp(), 12, webp().length);
    byte[] header = TestPictures.webpHeader(8, 128, 64);
    List<BufferedImage> pictures =
        List.of(
            read("a.jpg", TestPictures.jpegWith(jpeg, 0xE1, TestPictures.concat(prefix, big))),
            read("b.jpg", TestPictures.jpegWith(jpeg, 0xE1, TestPictures.concat(prefix, little))),
            read("a.png", TestPictures.pngWith(png, "eXIf", big)),
            read("a.webp", TestPictures.webp(header, still, TestPictures.chunk("EXIF", little))),
            read(
                "b.webp",
                TestPictures.webp(header, still, TestPictures.chunk("EXIF", prefix, big))));
    for (BufferedImage picture : pictures) {
      assertThat(Quadrants.of(picture)).isEqualTo(seen);
      assertThat(picture.getWidth()).isEqualTo(orientation > 4 && orientation < 9 ? 64 : 128);
    }
  }

  @Test
  void exifThatIsNoneSaysNothing() throws IOException {
    byte[] jpeg = TestPictures.quadrants(folder, "jpeg");
    byte[] exif = TestPictures.exif(6, ByteOrder.LITTLE_ENDIAN);
    exif[4] = 127; // a directory beyond the end
    for (byte[] wrong : new byte[][] {exif, new byte[0], TestPictures.ascii("II"), new byte[40]}) {
      byte[] segment = TestPictures.concat(TestPictures.ascii("Exif\0\0"), wrong);
      assertThat(Quadrants.of(read("a.jpg", TestPictures.jpegWith(jpeg, 0xE1, segment))))
          .isEqualTo("RGBW");
    }
  }

  @Test
  void turnedPicturesKeepTheirColourModel() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_4BYTE_ABGR
        }) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(Quadrants.picture(128, 64, type), "png", out);
      BufferedImage stored = read("a.png", out.toByteArray());
      byte[] exif = TestPictures.exif(6, ByteOrder.BIG_ENDIAN);
      BufferedImage turned = read("b.png", TestPictures.pngWith(out.toByteArray(), "eXIf", exif));
      assertThat(turned.getColorModel()).isEqualTo(stored.getColorModel());
      for (int x = 0; x < 64; x++) {
        assertThat(turned.getRGB(x, 100)).isEqualTo(stored.getRGB(100, 63 - x));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff", "webp", "avif"})
  void aPictureCutShortIsRefusedInEveryFormat(String kind) throws IOException {
    byte[] whole;
    if (kind.equals("webp") || kind.equals("avif")) {
      whole = TestPictures.quadrants(folder, kind);
    } else {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(TestPictures.grain(BufferedImage.TYPE_3BYTE_BGR), kind, out);
      whole = out.toByteArray();
    }
    assertThat(read("whole", whole).getHeight()).isEqualTo(64);
    for (int missing : new int[] {1, 2, 9, 40, whole.length / 4, whole.length / 2}) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - missing));
      assertThatThrownBy(() -> PictureFile.read(cut))
          .as("%d of %d bytes missing", missing, whole.length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut: ")
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void kindsAreOfferedByTheirExtensionsAndKnownByTheirContent() throws IOException {
    byte[] jpeg = TestPictures.quadrants(folder, "jpeg");
    byte[] avif = TestPictures.quadrants(folder, "avif");
    for (String name : new String[] {"a.jfif", "a.JPE", "a.pjpeg", "a.avif", "a.heic"}) {
      assertThat(PictureFile.isPicture(Path.of(name))).as(name).isTrue();
      assertThat(Quadrants.of(read(name, jpeg))).isEqualTo("RGBW");
      assertThat(Quadrants.of(read(name, avif))).isEqualTo("RGBW");
    }
  }

  @Test
  void anAnimatedWebpIsItsFirstFrameAtItsPlace() throws IOException {
    byte[] vp8 = Arrays.copyOfRange(webp(), 12, webp().length);
    byte[] rest = TestPictures.concat(TestPictures.three(127), TestPictures.three(63), new byte[4]);
    byte[] left = TestPictures.three(4);
    byte[] top = TestPictures.three(6);
    byte[] none = TestPictures.three(0);
    byte[] control = TestPictures.chunk("ANIM", new byte[6]);
    byte[] second = TestPictures.chunk("ANMF", none, none, rest, vp8);
    BufferedImage filled =
        read(
            "a.webp",
            TestPictures.webp(TestPictures.webpHeader(2, 128, 64), control, second, second));
    assertThat(Quadrants.of(filled)).isEqualTo("RGBW");
    BufferedImage placed =
        read(
            "b.webp",
            TestPictures.webp(
                TestPictures.webpHeader(2, 140, 80),
                control,
                TestPictures.chunk("ANMF", left, top, rest, vp8),
                second));
    assertThat(placed.getWidth()).isEqualTo(140);
    assertThat(placed.getRGB(2, 2)).isZero();
    assertThat(Quadrants.of(placed.getSubimage(8, 12, 128, 64))).isEqualTo("RGBW");
  }

  @Test
  void aCanvasBeyondAllMeasureIsRefused() throws IOException {
    byte[] vp8 = Arrays.copyOfRange(webp(), 12, webp().length);
    byte[] place = new byte[16];
    place[6] = 127;
    place[9] = 63;
    byte[] file =
        TestPictures.webp(
            TestPictures.webpHeader(2, 1 << 24, 1 << 24),
            TestPictures.chunk("ANIM", new byte[6]),
            TestPictures.chunk("ANMF", place, vp8));
    assertThatThrownBy(() -> read("a.webp", file)).isInstanceOf(UserError.class);
  }

  @Test
  void anAnimatedGifIsItsFirstFrameAtItsPlace() throws IOException {
    byte[] gif = TestPictures.quadrants(folder, "gif");
    int frame = 13 + (3 << (gif[10] & 7) + 1);
    while (gif[frame] != 0x2C) { // extensions before the frame
      frame += 2;
      while (gif[frame] != 0) {
        frame += 1 + gif[frame];
      }
      frame++;
    }
    byte[] again = Arrays.copyOfRange(gif, frame, gif.length - 1);
    byte[] animation =
        TestPictures.concat(Arrays.copyOf(gif, gif.length - 1), again, new byte[] {0x3B});
    assertThat(Quadrants.of(read("a.gif", animation))).isEqualTo("RGBW");
    animation[6] = (byte) 140;
    animation[8] = 80;
    animation[frame + 1] = 8;
    animation[frame + 3] = 12;
    BufferedImage placed = read("b.gif", animation);
    assertThat(placed.getWidth()).isEqualTo(140);
    assertThat(Quadrants.of(placed.getSubimage(8, 12, 128, 64))).isEqualTo("RGBW");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"CMYK by Adobe,0", "YCCK by Adobe,2", "CMYK,-1"})
  void inksBecomeLightWithoutAnotherCurve(String name, int transform) throws IOException {
    int[][] inks = {{0, 0, 0, 128}, {200, 30, 0, 0}, {0, 0, 0, 0}, {20, 40, 60, 80}};
    for (int[] ink : inks) {
      // Stored inverted, as Adobe began; viewers take it so without its marker too.
      int[] stored = transform == 2 ? ycck(ink) : Arrays.stream(ink).map(v -> 255 - v).toArray();
      BufferedImage image = read("inks.jpg", fourBands(stored, transform));
      for (int c = 0; c < 3; c++) {
        double light = (255 - ink[c]) * (255 - ink[3]) / 255.0;
        assertThat((double) (image.getRGB(20, 20) >> 16 - 8 * c & 0xFF))
            .as("%s, channel %d of %s", name, c, Arrays.toString(ink))
            .isCloseTo(light, within(3.0));
      }
    }
  }

  @Test
  void inksOfATiffToo() throws IOException {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 16 * 4 + 2 + 8 * 12 + 4 + 8);
    tiff.put(TestPictures.ascii("MM")).putShort((short) 42).putInt(8 + 16 * 4);
    for (int i = 0; i < 16; i++) {
      tiff.put(new byte[] {10, 20, 30, (byte) 128});
    }
    int bits = tiff.capacity() - 8;
    int[][] shorts = {
      {256, 4}, {257, 4}, {258, 0}, {259, 1}, {262, 5}, {273, 8}, {277, 4}, {279, 64}
    };
    tiff.putShort((short) shorts.length);
    for (int[] tag : shorts) {
      tiff.putShort((short) tag[0]).putShort((short) 3).putInt(tag[0] == 258 ? 4 : 1);
      if (tag[0] == 258) {
        tiff.putInt(bits);
      } else {
        tiff.putShort((short) tag[1]).putShort((short) 0);
      }
    }
    tiff.putInt(0);
    for (int i = 0; i < 4; i++) {
      tiff.putShort((short) 8);
    }
    assertThat(read("inks.tif", tiff.array()).getRGB(1, 1)).isEqualTo(0xFF7A7570);
  }

  /** Adobe's: the inverted inks' complements, which are the inks, as YCbCr; black inverted. */
  private static int[] ycck(int[] ink) {
    double r = ink[0];
    double g = ink[1];
    double b = ink[2];
    double y = 0.299 * r + 0.587 * g + 0.114 * b;
    return new int[] {
      (int) Math.round(y),
      (int) Math.round(128 + (b - y) / 1.772),
      (int) Math.round(128 + (r - y) / 1.402),
      255 - ink[3]
    };
  }

  /** A JPEG of the four components as they are; with Adobe's marker unless it is negative. */
  private static byte[] fourBands(int[] values, int transform) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, 4, null);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        raster.setPixel(x, y, values);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    byte[] jpeg = out.toByteArray();
    if (transform < 0) {
      return jpeg;
    }
    byte[] adobe = TestPictures.concat(TestPictures.ascii("Adobe"), new byte[7]);
    adobe[6] = 100;
    adobe[11] = (byte) transform;
    return TestPictures.jpegWith(jpeg, 0xEE, adobe);
  }

  private byte[] webp() throws IOException {
    return TestPictures.quadrants(folder, "webp");
  }
}
