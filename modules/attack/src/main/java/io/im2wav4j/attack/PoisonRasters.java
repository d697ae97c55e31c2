package io.im2wav4j.attack;

import java.util.ArrayList;
import java.util.List;

/** Pictures of other formats that claim too much or point at themselves. */
final class PoisonRasters {
  private PoisonRasters() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    PoisonPictures.add(all, "tiff-loop", "tif", false, f -> PoisonPictures.loop());
    PoisonPictures.add(
        all,
        "tiff-loop-of-2",
        "tif",
        false,
        f -> Poison.little("II", (short) 42, 8, (short) 0, 14, (short) 0, 8));
    PoisonPictures.add(
        all,
        "tiff-tags-65535",
        "tif",
        true,
        f ->
            Poison.little(
                "II",
                (short) 42,
                8,
                (short) -1,
                Poison.times(65535, Poison.little((short) 0x111, (short) 4, -1, 8))));
    PoisonPictures.add(
        all, "tiff-2-31", "tif", true, f -> tiff(Integer.MAX_VALUE, Integer.MAX_VALUE, 9));
    PoisonPictures.add(all, "tiff-0", "tif", true, f -> tiff(0, 0, 9));
    PoisonPictures.add(all, "tiff-strip-4g", "tif", false, f -> tiff(64, 64, -1));
    PoisonPictures.add(all, "tiff-30000", "tif", true, f -> tiff(30000, 30000, 9));
    PoisonPictures.add(
        all,
        "bigtiff",
        "tif",
        false,
        f -> Poison.little("II", (short) 43, (short) 8, (short) 0, Long.MAX_VALUE));
    PoisonPictures.add(
        all, "bmp-2-31", "bmp", true, f -> bmp(Integer.MAX_VALUE, Integer.MAX_VALUE, 0));
    PoisonPictures.add(all, "bmp-negative", "bmp", true, f -> bmp(-1, Integer.MIN_VALUE, 0));
    PoisonPictures.add(all, "bmp-30000", "bmp", true, f -> bmp(30000, 30000, 1));
    PoisonPictures.add(all, "bmp-0", "bmp", true, f -> bmp(0, 0, 0));
    PoisonPictures.add(
        all,
        "webp-canvas",
        "webp",
        true,
        f -> Poison.little("RIFF", -1, "WEBP", "VP8X", 10, 2, -1, (short) -1));
    PoisonPictures.add(
        all,
        "webp-lossless-16384",
        "webp",
        true,
        f -> Poison.little("RIFF", 24, "WEBP", "VP8L", 12, (byte) 0x2F, 0x0FFFFFFF, new byte[7]));
    PoisonPictures.add(
        all,
        "webp-frames",
        "webp",
        false,
        f ->
            Poison.little(
                "RIFF",
                -1,
                "WEBP",
                "VP8X",
                10,
                2,
                0,
                (short) 0,
                Poison.times(50_000, Poison.little("ANMF", 16, 0L, 0L))));
    PoisonPictures.add(all, "avif-extent", "avif", true, f -> still("avif", -1, -1));
    PoisonPictures.add(all, "heic-extent", "heic", true, f -> still("heic", 30000, 30000));
    PoisonPictures.add(all, "heic-0", "heic", true, f -> still("heic", 0, 0));
    PoisonPictures.add(
        all,
        "heic-boxes",
        "heic",
        false,
        f ->
            SeedFiles.join(
                box("ftyp", Poison.big("heic", 0)),
                box("meta", Poison.big(0), Poison.times(50_000, Poison.big(0, "iprp")))));
    PoisonPictures.add(
        all,
        "qoi-400-megapixels",
        "qoi",
        true,
        f -> Poison.big("qoif", 20000, 20000, (short) 0x0300, 1L));
    PoisonPictures.add(
        all, "ppm-claims", "ppm", true, f -> SeedFiles.latin("P6 99999 99999 255\n"));
    PoisonPictures.add(
        all,
        "ppm-digits",
        "ppm",
        true,
        f -> SeedFiles.join(SeedFiles.latin("P6 "), Poison.times(1_000_000, SeedFiles.latin("9"))));
    PoisonPictures.add(
        all,
        "pam-depth",
        "pam",
        true,
        f -> SeedFiles.latin("P7\nWIDTH 9\nHEIGHT 9\nDEPTH 2147483647\nMAXVAL 255\nENDHDR\n"));
    PoisonPictures.add(
        all,
        "ico-65535",
        "ico",
        false,
        f ->
            Poison.little(
                (short) 0,
                (short) 1,
                (short) -1,
                Poison.times(65535, Poison.little(0x101, 0, -1, 6))));
    PoisonPictures.add(
        all,
        "psd-claims",
        "psd",
        true,
        f ->
            Poison.big(
                "8BPS",
                (short) 1,
                new byte[6],
                (short) 56,
                300_000,
                300_000,
                (short) 8,
                (short) 3,
                0,
                0,
                0,
                (short) 0));
    PoisonPictures.add(
        all,
        "svg-entities",
        "svg",
        true,
        f -> SeedFiles.latin("<!DOCTYPE s [<!ENTITY x SYSTEM \"decoy.txt\">]><svg>&x;</svg>"));
    PoisonPictures.add(
        all,
        "text-as-picture",
        "png",
        true,
        f -> SeedFiles.latin("ffconcat version 1.0\nfile decoy001.png\n"));
    return all;
  }

  private static byte[] tiff(int width, int height, int bytes) {
    return Poison.little(
        "II",
        (short) 42,
        8,
        (short) 6,
        tag(256, width),
        tag(257, height),
        tag(258, 8),
        tag(262, 1),
        tag(273, 0),
        tag(279, bytes),
        0);
  }

  private static byte[] tag(int number, int value) {
    return Poison.little((short) number, (short) 4, 1, value);
  }

  private static byte[] bmp(int width, int height, int packing) {
    return Poison.little(
        "BM", -1, 0, 54, 40, width, height, (short) 1, (short) 8, packing, -1, 0L, -1, 0, 0L);
  }

  private static byte[] box(String name, byte[]... content) {
    byte[] all = SeedFiles.join(content);
    return Poison.big(8 + all.length, name, all);
  }

  private static byte[] still(String brand, int width, int height) {
    byte[] properties = box("iprp", box("ipco", box("ispe", Poison.big(0, width, height))));
    return SeedFiles.join(
        box("ftyp", Poison.big(brand, 0, brand)),
        box("meta", Poison.big(0), box("pitm", Poison.big(0, (short) 1)), properties));
  }
}
