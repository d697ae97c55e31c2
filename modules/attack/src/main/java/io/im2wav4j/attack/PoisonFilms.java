package io.im2wav4j.attack;

import java.util.ArrayList;
import java.util.List;

/** Films whose containers lie. */
final class PoisonFilms {
  private PoisonFilms() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    add(all, "mp4-streams-1200", "mp4", f -> mp4(Poison.times(1200, track(16, 16, 1))));
    add(all, "mp4-streams-20000", "mp4", f -> mp4(Poison.times(20_000, track(16, 16, 1))));
    add(all, "mp4-16384", "mp4", f -> mp4(track(16384, 16384, 1)));
    add(all, "mp4-65535", "mp4", f -> mp4(track(65535, 65535, 1)));
    add(all, "mp4-samples-4g", "mp4", f -> mp4(track(16, 16, -1)));
    add(all, "mp4-samples-500m", "mp4", f -> mp4(track(16, 16, 500_000_000)));
    add(
        all,
        "mp4-100-hours",
        "mp4",
        f -> mp4(Poison.big(108, "mvhd", 0, 0L, 1, 360_000, new byte[80])));
    add(all, "mp4-nested-50000", "mp4", f -> nested(50_000));
    add(all, "mp4-size-0", "mp4", f -> mp4(Poison.times(1000, Poison.big(0, "trak"))));
    add(all, "mp4-size-1", "mp4", f -> mp4(Poison.times(1000, Poison.big(1, "trak", 16L))));
    add(all, "mp4-size-2-63", "mp4", f -> mp4(Poison.big(1, "trak", Long.MIN_VALUE)));
    add(all, "mp4-size-2-63-1", "mp4", f -> mp4(Poison.big(1, "udta", Long.MAX_VALUE)));
    add(all, "mp4-reference", "mp4", f -> mp4(reference(f.resolve("decoy.wav").toString())));
    add(
        all,
        "mp4-edits-4g",
        "mp4",
        f -> mp4(atom("trak", atom("edts", Poison.big(16, "elst", 0, -1)))));
    add(
        all,
        "mp4-fragments",
        "mp4",
        f ->
            SeedFiles.join(
                mp4(track(16, 16, 0)),
                Poison.times(20_000, atom("moof", Poison.big(16, "mfhd", 0L)))));
    add(all, "mp4-boxes-empty", "mp4", f -> Poison.times(200_000, Poison.big(8, "free")));
    add(
        all,
        "avi-index-itself",
        "avi",
        f -> avi(Poison.little("indx", 40, (short) 4, (short) 0, 9999, "00dc", 0L, 0, 12L, 40, 1)));
    add(all, "avi-index-4g", "avi", f -> avi(Poison.little("idx1", -1, "00dc", 16, 0, -1)));
    add(
        all,
        "avi-index-cycle",
        "avi",
        f ->
            SeedFiles.join(
                avi(new byte[0]),
                Poison.times(
                    10_000, Poison.little("ix00", 24, (short) 2, (short) 0x100, 1, "00dc", 12L))));
    add(
        all,
        "avi-streams-1500",
        "avi",
        f ->
            avi(
                Poison.times(
                    1500,
                    Poison.little("LIST", 68, "strl", "strh", 56, "vids", "MJPG", new byte[48]))));
    add(
        all,
        "avi-scale-0",
        "avi",
        f -> avi(Poison.little("LIST", 68, "strl", "strh", 56, "auds", 0, new byte[48])));
    add(
        all,
        "avi-lists-nested",
        "avi",
        f ->
            SeedFiles.join(
                Poison.little("RIFF", -1, "AVI "),
                Poison.times(50_000, Poison.little("LIST", -1, "hdrl"))));
    add(
        all,
        "mkv-sizes",
        "mkv",
        f ->
            SeedFiles.join(
                ebml(),
                Poison.big(0x18538067, 0x01FFFFFFFFFFFFFEL, 0x1654AE6B, 0x01FFFFFFFFFFFFFEL)));
    add(
        all,
        "mkv-unknown-sizes",
        "mkv",
        f -> SeedFiles.join(ebml(), Poison.times(50_000, Poison.big(0x18538067, -1L >>> 7))));
    add(
        all,
        "mkv-tags-nested",
        "mkv",
        f ->
            SeedFiles.join(
                ebml(),
                Poison.big(0x18538067, (byte) -1, 0x1254C367, (byte) -1),
                Poison.times(50_000, Poison.big((short) 0x67C8, (byte) -1))));
    add(
        all,
        "mkv-seek-itself",
        "mkv",
        f ->
            SeedFiles.join(
                ebml(),
                Poison.big(
                    0x18538067,
                    (byte) -1,
                    0x114D9B74,
                    (byte) 0x8E,
                    (short) 0x4DBB,
                    (byte) 0x8B,
                    (short) 0x53AB,
                    (byte) 0x84,
                    0x114D9B74,
                    (short) 0x53AC,
                    (byte) 0x81,
                    (byte) 0)));
    add(all, "mkv-id-zero", "mkv", f -> SeedFiles.join(ebml(), new byte[100_000]));
    add(
        all,
        "flv-tags",
        "flv",
        f ->
            SeedFiles.join(
                Poison.big("FLV", (byte) 1, (byte) 5, 9, 0),
                Poison.times(50_000, Poison.big((byte) 9, new byte[10], 11))));
    add(
        all,
        "ts-empty",
        "ts",
        f -> Poison.times(20_000, SeedFiles.join(Poison.big(0x47400010), new byte[184])));
    add(
        all,
        "ts-programs",
        "ts",
        f ->
            Poison.times(
                5_000,
                SeedFiles.join(
                    Poison.big(0x47400010, (byte) 0, (byte) 0, 0xB3FF0001),
                    Poison.times(178, new byte[] {-1}))));
    add(
        all,
        "y4m-claims",
        "y4m",
        f -> SeedFiles.latin("YUV4MPEG2 W65535 H65535 F1:1 C420\nFRAME\n"));
    add(
        all,
        "asf-sizes",
        "asf",
        f -> Poison.big(0x3026B275, 0x8E66CF11, 0xA6D900AAL << 32 | 0x62CE6C, -1L, -1, -1));
    add(
        all,
        "ivf-frames",
        "ivf",
        f ->
            SeedFiles.join(
                Poison.little(
                    "DKIF", (short) 0, (short) 32, "VP80", (short) -1, (short) -1, 0, 0, -1, 0),
                Poison.times(10_000, new byte[12])));
    add(all, "mjpeg-empty", "mjpeg", f -> Poison.times(100_000, Poison.big(0xFFD8FFD9)));
    return all;
  }

  private static void add(List<Poison> all, String name, String extension, Poison.Content content) {
    all.add(Poison.any(name, Reader.FILM, "film." + extension, content));
  }

  private static byte[] atom(String name, byte[]... content) {
    byte[] all = SeedFiles.join(content);
    return Poison.big(8 + all.length, name, all);
  }

  private static byte[] mp4(byte[] content) {
    return SeedFiles.join(atom("ftyp", Poison.big("isom", 0, "isom")), atom("moov", content));
  }

  private static byte[] nested(int depth) {
    byte[][] heads = new byte[depth][];
    for (int i = 0; i < depth; i++) {
      heads[i] = Poison.big(8 * (depth - i), "moov");
    }
    return SeedFiles.join(atom("ftyp", Poison.big("isom", 0)), SeedFiles.join(heads));
  }

  private static byte[] track(int width, int height, int samples) {
    byte[] entry =
        atom(
            "jpeg",
            new byte[6],
            Poison.big((short) 1, new byte[16], (short) width, (short) height),
            new byte[50]);
    byte[] table =
        atom(
            "stbl",
            atom("stsd", Poison.big(0, 1), entry),
            atom("stts", Poison.big(0, 1, samples, 1)),
            atom("stsc", Poison.big(0, 1, 1, samples, 1)),
            atom("stsz", Poison.big(0, 1, samples)),
            atom("stco", Poison.big(0, 1, 0)));
    return atom(
        "trak",
        atom(
            "mdia",
            atom("mdhd", Poison.big(0, 0L, 25, 25, 0)),
            atom("hdlr", Poison.big(0L, "vide", new byte[13])),
            atom("minf", table)));
  }

  /** A track whose samples lie in another file. */
  private static byte[] reference(String other) {
    byte[] alias = atom("url ", Poison.big(0, other, (byte) 0));
    byte[] alis =
        atom("alis", Poison.big(0, new byte[150], (short) 2, (short) other.length(), other));
    byte[] data = atom("dinf", atom("dref", Poison.big(0, 2), alis, alias));
    return atom(
        "trak",
        atom("mdia", atom("hdlr", Poison.big(0L, "soun", new byte[13])), atom("minf", data)));
  }

  private static byte[] avi(byte[] more) {
    byte[] main =
        Poison.little("avih", 56, 40_000, 0, 0, 0x10, -1, 0, -1, 0, 65535, 65535, new byte[16]);
    byte[] list = Poison.little("LIST", 4 + main.length + more.length, "hdrl", main, more);
    return Poison.little("RIFF", -1, "AVI ", list, "LIST", 4, "movi");
  }

  private static byte[] ebml() {
    return Poison.big(0x1A45DFA3, (byte) 0x8B, (short) 0x4282, (byte) 0x88, "matroska");
  }
}
