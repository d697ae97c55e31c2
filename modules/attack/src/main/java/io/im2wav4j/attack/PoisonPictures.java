package io.im2wav4j.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG, JPEG and GIF pictures that claim or unpack to too much. */
final class PoisonPictures {
  private PoisonPictures() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    add(all, "png-30000-claimed", "png", true, f -> png(30000, 30000, 8, zeros(100)));
    add(all, "png-30000-grey", "png", true, f -> png(30000, 30000, 1, zeros(30000L * 3751)));
    add(all, "png-2-31", "png", true, f -> png(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, zeros(9)));
    add(all, "png-wide", "png", true, f -> png(Integer.MAX_VALUE, 1, 8, zeros(9)));
    add(all, "png-0x0", "png", true, f -> png(0, 0, 8, zeros(9)));
    add(all, "png-negative", "png", true, f -> png(-1, -1, 8, zeros(9)));
    add(all, "png-long-data", "png", false, f -> png(4, 4, 8, zeros(300_000_000)));
    add(all, "png-ztxt", "png", false, f -> text("zTXt", "a\0\0"));
    add(all, "png-itxt", "png", false, f -> text("iTXt", "a\0\1\0\0\0"));
    add(all, "png-iccp", "png", false, f -> text("iCCP", "a\0\0"));
    add(
        all,
        "png-chunks-200000",
        "png",
        false,
        f ->
            png(4, 4, 8, zeros(20), Poison.times(200_000, chunk("tEXt", SeedFiles.latin("a\0b")))));
    add(
        all,
        "png-idat-empty",
        "png",
        false,
        f -> png(4, 4, 8, zeros(20), Poison.times(200_000, chunk("IDAT", new byte[0]))));
    add(all, "png-chunk-2-31", "png", false, f -> png(4, 4, 8, zeros(20), Poison.big(-1, "tEXt")));
    add(
        all,
        "png-apng-2-31",
        "png",
        false,
        f -> png(4, 4, 8, zeros(20), chunk("acTL", Poison.big(-1, -1))));
    add(all, "png-exif-loop", "png", false, f -> png(4, 4, 8, zeros(20), chunk("eXIf", loop())));
    add(all, "gif-canvas", "gif", true, f -> gif(65535, 1));
    add(all, "gif-frames-100000", "gif", false, f -> gif(8, 100_000));
    add(all, "gif-frames-canvas", "gif", false, f -> gif(10_000, 10_000));
    add(
        all,
        "gif-no-end",
        "gif",
        false,
        f -> SeedFiles.join(gif(8, 1), Poison.times(100_000, new byte[] {0x21, -1, 0})));
    add(all, "jpeg-65535", "jpg", true, f -> jpeg(65535, 1));
    add(all, "jpeg-0", "jpg", true, f -> jpeg(0, 1));
    add(all, "jpeg-scans-20000", "jpg", false, f -> jpeg(8000, 20_000));
    add(
        all,
        "jpeg-segments",
        "jpg",
        false,
        f ->
            SeedFiles.join(
                Poison.big((short) 0xFFD8), Poison.times(200_000, Poison.big(0xFFE00002))));
    add(all, "jpeg-exif-loop", "jpg", false, f -> exif());
    add(
        all,
        "jpeg-icc-255",
        "jpg",
        false,
        f ->
            SeedFiles.join(
                Poison.big((short) 0xFFD8),
                Poison.times(255, Poison.big(0xFFE20010, "ICC_PROFILE\0", (byte) 1, (byte) -1))));
    add(
        all,
        "jpeg-fill",
        "jpg",
        false,
        f -> SeedFiles.join(Poison.big((short) 0xFFD8), Poison.times(5_000_000, new byte[] {-1})));
    return all;
  }

  static void add(
      List<Poison> all, String name, String extension, boolean refused, Poison.Content content) {
    all.add(new Poison(name, Reader.PICTURE, "picture." + extension, refused, content));
  }

  /** A grey PNG with such a header. */
  private static byte[] png(int width, int height, int bits, byte[] packed, byte[]... more) {
    return SeedFiles.join(
        Poison.big(0x89504E470D0A1A0AL),
        chunk(
            "IHDR", Poison.big(width, height, (byte) bits, (byte) 0, (byte) 0, (byte) 0, (byte) 0)),
        SeedFiles.join(more),
        chunk("IDAT", packed),
        chunk("IEND", new byte[0]));
  }

  private static byte[] text(String chunk, String head) throws IOException {
    byte[] all = SeedFiles.join(SeedFiles.latin(head), zeros(400_000_000));
    return png(4, 4, 8, zeros(20), chunk(chunk, all));
  }

  private static byte[] chunk(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(SeedFiles.latin(name));
    crc.update(content);
    return Poison.big(content.length, name, content, (int) crc.getValue());
  }

  /** That many zeros, packed. */
  static byte[] zeros(long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new DeflaterOutputStream(out)) {
      byte[] piece = new byte[1 << 16];
      for (long left = count; left > 0; left -= piece.length) {
        packed.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
    return out.toByteArray();
  }

  private static byte[] gif(int side, int frames) {
    short size = (short) side;
    byte[] frame =
        Poison.little(
            (byte) 0x2C,
            (short) 0,
            (short) 0,
            size,
            size,
            (byte) 0,
            (byte) 2,
            (byte) 2,
            (short) 0x0A4C,
            (byte) 0);
    byte[] head = Poison.little("GIF89a", size, size, (byte) 0x80, (short) 0, new byte[6]);
    return SeedFiles.join(head, Poison.times(frames, frame), new byte[] {0x3B});
  }

  private static byte[] jpeg(int side, int scans) {
    byte[] frame =
        Poison.big((short) 0xFFC2, (short) 11, (byte) 8, (short) side, (short) side, 0x01011100);
    byte[] scan =
        Poison.big(
            (short) 0xFFDA, (short) 8, (byte) 1, (byte) 1, (byte) 0, (byte) 0, (short) 0, (byte) 0);
    byte[] quantizer =
        Poison.big((short) 0xFFDB, (short) 67, (byte) 0, Poison.times(64, new byte[] {1}));
    byte[] huffman =
        Poison.big((short) 0xFFC4, (short) 20, (byte) 0, (byte) 1, new byte[15], (byte) 0);
    return SeedFiles.join(
        Poison.big((short) 0xFFD8),
        quantizer,
        frame,
        huffman,
        Poison.times(scans, scan),
        Poison.big((short) 0xFFD9));
  }

  /** A TIFF header whose first folder of tags is followed by itself. */
  static byte[] loop() {
    return Poison.little("II", (short) 42, 8, (short) 1, (short) 0x8769, (short) 4, 1, 8, 8);
  }

  private static byte[] exif() {
    byte[] tags = SeedFiles.join(SeedFiles.latin("Exif\0\0"), loop());
    return SeedFiles.join(
        Poison.big((short) 0xFFD8, (short) 0xFFE1, (short) (2 + tags.length), tags), jpeg(16, 1));
  }
}
