package io.im2wav4j.audio.media;

import static io.im2wav4j.audio.media.TestPictures.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that claim more than they may take are refused by their headers. */
@Timeout(20)
class HostilePictureTest {
  private static final int SIDE = 30_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "tiff", "jpg", "webp"})
  void aPictureOf900Megapixels_isRefusedByItsHeader(String kind) throws IOException {
    Path file = Files.write(folder.resolve("x." + kind), huge(kind));
    long before = allocated();
    assertThatThrownBy(() -> PictureFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("30000 x 30000 pixels; expected at most 200 million")
        .hasMessageContaining("pictureMegapixels");
    assertThat(allocated() - before).as("bytes taken").isLessThan(32 << 20);
  }

  /** Written by a copy of a small one, its size put in place of the small one's. */
  private byte[] huge(String kind) throws IOException {
    byte[] file = TestPictures.quadrants(folder, kind);
    ByteBuffer out = ByteBuffer.wrap(file);
    ByteBuffer little = out.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    switch (kind) {
      case "png" -> {
        out.putInt(16, SIDE).putInt(20, SIDE);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(file, 12, 17);
        out.putInt(29, (int) crc.getValue());
      }
      case "gif" -> little.putShort(6, (short) SIDE).putShort(8, (short) SIDE);
      case "jpg" -> {
        int at = find(file, 0xC0);
        out.putShort(at + 5, (short) SIDE).putShort(at + 7, (short) SIDE);
      }
      case "tiff" -> {
        ByteOrder order = file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer tiff = out.duplicate().order(order);
        int directory = tiff.getInt(4);
        for (int i = 0; i < tiff.getShort(directory); i++) {
          int entry = directory + 2 + 12 * i;
          if (tiff.getShort(entry) == 256 || tiff.getShort(entry) == 257) {
            tiff.putShort(entry + 2, (short) 4).putInt(entry + 8, SIDE);
          }
        }
      }
      default -> {
        return TestPictures.webp(
            TestPictures.webpHeader(0, SIDE, SIDE), TestPictures.chunk("VP8L", new byte[20]));
      }
    }
    return file;
  }

  private static int find(byte[] jpeg, int marker) {
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != marker) {
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }
    return at;
  }

  private static long allocated() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  /** Twenty thousand passes over 64 megapixels: hours, in a file of 200 KB. */
  @Test
  void theScansOfAJpegAreBounded() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(HexFormat.of().parseHex("ffd8ffc2000b081f401f4001011100"));
    for (int i = 0; i < 20_000; i++) {
      jpeg.writeBytes(HexFormat.of().parseHex("ffda0008010100000000"));
    }
    jpeg.writeBytes(HexFormat.of().parseHex("ffd9"));
    Path file = Files.write(folder.resolve("x.jpg"), jpeg.toByteArray());
    assertThatThrownBy(() -> PictureFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a JPEG of over 500 scans");
  }

  @Test
  void theFileOfAPictureIsBounded() throws IOException {
    Path file = folder.resolve("x.png");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(TestPictures.quadrants(folder, "png")));
      out.write(ByteBuffer.allocate(1), 3L << 30); // takes no room on the disk
    }
    assertThatThrownBy(() -> PictureFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a picture of 3072 MiB; expected at most 512 MiB");
  }

  /** A palette makes the reader look at all chunks; this text grows a thousandfold. */
  @Test
  void textThatIsPackedInAPng_isNotUnpacked() throws IOException {
    byte[] colours = {0, 127, -1};
    BufferedImage image =
        new BufferedImage(
            8,
            8,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 3, colours, colours, colours));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(ascii("Comment\0\0"));
    try (DeflaterOutputStream zip = new DeflaterOutputStream(packed)) {
      for (int i = 0; i < 300; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    Path file =
        Files.write(
            folder.resolve("x.png"),
            TestPictures.pngWith(png.toByteArray(), "zTXt", packed.toByteArray()));
    long before = allocated();
    assertThat(PictureFile.read(file).getWidth()).isEqualTo(8);
    assertThat(allocated() - before).as("bytes taken").isLessThan(64 << 20);
  }

  /** Sixty thousand tags that point to the same bytes. */
  @Test
  void aTiffsTags_takeNoMoreThanTheFile() throws IOException {
    int entries = 60_000;
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 12 * entries + 4);
    tiff.order(ByteOrder.BIG_ENDIAN).put(ascii("MM")).putShort((short) 42).putInt(8);
    tiff.putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      tiff.putShort((short) i).putShort((short) 3).putInt(300_000).putInt(8);
    }
    long before = allocated();
    TiffTags.read(tiff.clear());
    assertThat(allocated() - before).as("bytes taken").isLessThan(64 << 20);
  }
}
