package io.im2wav4j.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sounds that claim what cannot be. */
final class PoisonSounds {
  private PoisonSounds() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("rate-0", wav(0, 1, 16, 800, 800));
    bad.put("rate-1", wav(1, 1, 16, 80_000, 80_000));
    bad.put("rate-2-31", wav(Integer.MIN_VALUE, 1, 16, 800, 800));
    bad.put("rate-2-31-1", wav(Integer.MAX_VALUE, 1, 16, 800, 800));
    bad.put("channels-0", wav(8000, 0, 16, 800, 800));
    bad.put("channels-65535", wav(8000, 65535, 16, 800, 800));
    bad.forEach(
        (name, wav) -> all.add(Poison.refused("wav-" + name, Reader.SOUND, "a.wav", f -> wav)));
    Map<String, byte[]> odd = new LinkedHashMap<>();
    odd.put("wav-bits-0", wav(8000, 1, 0, 800, 800));
    odd.put("wav-bits-65535", wav(8000, 1, 65535, 800, 800));
    odd.put("wav-size-4g", wav(8000, 1, 16, -1, 800));
    odd.put("wav-size-0", wav(8000, 1, 16, 0, 800));
    odd.put("wav-size-odd", wav(8000, 2, 16, 799, 799));
    odd.put(
        "wav-chunks-100000",
        SeedFiles.join(
            Poison.little("RIFF", -1, "WAVE"), Poison.times(100_000, Poison.little("junk", 0))));
    odd.put("wav-chunk-negative", Poison.little("RIFF", -1, "WAVE", "junk", Integer.MIN_VALUE));
    odd.put(
        "rf64",
        Poison.little(
            "RF64",
            -1,
            "WAVE",
            "ds64",
            28,
            -1L,
            Long.MAX_VALUE,
            -1L,
            0,
            "fmt ",
            16,
            (short) 1,
            (short) 1,
            8000,
            16000,
            (short) 2,
            (short) 16,
            "data",
            -1,
            new byte[800]));
    odd.put(
        "rf64-table",
        Poison.little("RF64", -1, "WAVE", "ds64", 28, -1L, -1L, -1L, -1, "data", -1, 0L));
    odd.put(
        "w64",
        Poison.little(
            "riff",
            0x11CF912E,
            0xDB28D6A5,
            0x0000C104,
            Long.MAX_VALUE,
            "wave",
            0x11D3ACF3,
            0xC000D18C,
            0x8ADB8E4F,
            "data",
            0L,
            Long.MIN_VALUE));
    odd.put("au-rate-1", Poison.big(".snd", 24, -1, 3, 1, 1, new byte[80_000]));
    odd.put("au-offset-4g", Poison.big(".snd", -1, -1, 3, 8000, 1, new byte[800]));
    odd.put(
        "aiff-rate",
        Poison.big("FORM", 99, "AIFF", "COMM", 18, (short) 1, -1, (short) 16, (short) 0x7FFF, -1L));
    odd.put("aiff-claims", Poison.big("FORM", -1, "AIFF", "SSND", -1, -1, -1));
    odd.put("flac-rate-0", Poison.big("fLaC", 0x80000022, -1L, -1, 0L, -1L, -1L));
    odd.put("flac-picture-4g", Poison.big("fLaC", 0x86FFFFFF, 3, -1, "image/png", -1, -1));
    odd.put(
        "flac-comments-4g", Poison.big("fLaC", 0x00000022, new byte[34], 0x84FFFFFF, -1, -1, -1));
    odd.put("mp3-id3-256m", Poison.big("ID3", 0x03000000, (short) 0x7F7F, (short) 0x7F7F, -1, -1));
    odd.put("mp3-id3-nested", Poison.times(50_000, Poison.big("ID3", 0x03000000, 0, (short) 0)));
    odd.put("mp3-headers", Poison.times(50_000, Poison.big(0xFFFB9064)));
    odd.put(
        "ogg-empty-pages",
        Poison.times(20_000, Poison.little("OggS", (short) 0x200, 0L, 1, 0, 0, (byte) 0)));
    odd.put("caf-sizes", Poison.big("caff", 0x10000, "desc", Long.MAX_VALUE, -1L, -1L));
    odd.put("voc-loop", Poison.little("Creative Voice File\u001a", 0x010A001A, 0x1129, 0x06FFFF06));
    odd.put("amr-noise", Poison.little("#!AMR\n", Poison.times(100_000, new byte[] {0x7C})));
    odd.put("aac-frames", Poison.times(20_000, Poison.big(0xFFF15080, 0x00FFFC00)));
    odd.forEach(
        (name, raw) ->
            all.add(Poison.any(name, Reader.SOUND, "a." + name.replaceAll("-.*", ""), f -> raw)));
    return all;
  }

  /** A WAV header that claims all of it, and {@code length} bytes of samples. */
  static byte[] wav(int rate, int channels, int bits, int claimed, int length) {
    int frame = channels * bits / 8;
    return Poison.little(
        "RIFF",
        claimed + 36,
        "WAVE",
        "fmt ",
        16,
        (short) 1,
        (short) channels,
        rate,
        rate * frame,
        (short) frame,
        (short) bits,
        "data",
        claimed,
        new byte[length]);
  }
}
