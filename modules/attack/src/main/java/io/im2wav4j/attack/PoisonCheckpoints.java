package io.im2wav4j.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** PyTorch checkpoints whose pickles run commands and whose zips unpack to too much. */
final class PoisonCheckpoints {
  private static final String SYSTEM = "cposix\nsystem\n(S'touch %s/owned'\ntR.";

  private PoisonCheckpoints() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    add(all, "system", f -> zip("a/data.pkl", latin(SYSTEM.formatted(f))));
    add(all, "system-legacy", f -> latin(SYSTEM.formatted(f)));
    add(all, "system-build", f -> pickle("cposix\nsystem\n(S'touch " + f + "/owned'\no."));
    add(all, "eval", f -> pickle("cbuiltins\neval\n(S'open(\"owned\",\"w\")'\ntR."));
    add(all, "java-runtime", f -> pickle("cjava.lang\nRuntime\n(S'touch owned'\ntR."));
    add(all, "nested-lists", f -> pickle("]".repeat(500_000) + "a".repeat(499_999) + "."));
    add(all, "nested-tuples", f -> pickle(")" + "\u0085".repeat(500_000) + "."));
    add(all, "marks", f -> pickle("(".repeat(2_000_000) + "."));
    add(all, "memo-bomb", f -> pickle("](K\1K\1e" + doubling() + "."));
    add(all, "memo-itself", f -> pickle("]q\0h\0a."));
    add(all, "memo-2-31", f -> zip("a/data.pkl", Poison.little("]r", -1, "j", -2, ".")));
    add(
        all,
        "text-2-63",
        f ->
            zip(
                "a/data.pkl",
                Poison.little((byte) 0x80, (byte) 4, (byte) 0x8D, Long.MAX_VALUE, ".")));
    add(
        all,
        "bytes-4g",
        f -> zip("a/data.pkl", Poison.little((byte) 0x80, (byte) 3, "B", -1, ".")));
    add(
        all,
        "long-2g",
        f ->
            zip(
                "a/data.pkl",
                Poison.little((byte) 0x80, (byte) 2, (byte) 0x8B, Integer.MAX_VALUE, ".")));
    add(
        all,
        "frame-2-63",
        f ->
            zip(
                "a/data.pkl",
                Poison.little((byte) 0x80, (byte) 4, (byte) 0x95, Long.MAX_VALUE, "N.")));
    add(all, "digits", f -> pickle("L" + "9".repeat(1_000_000) + "L\n."));
    add(all, "stack-empty", f -> pickle("0000tR."));
    add(all, "no-end", f -> pickle("N"));
    add(all, "persistent-text", f -> pickle("Pdecoy.bin\n."));
    add(
        all,
        "extension-registry",
        f -> zip("a/data.pkl", Poison.little((byte) 0x80, (byte) 2, (byte) 0x84, -1, ".")));
    add(
        all,
        "storage-2-60",
        f -> pickle(tensor("1152921504606846976", "1", "0", "1152921504606846976")));
    add(all, "stride-huge", f -> pickle(tensor("4", "4611686018427387904", "0", "8")));
    add(all, "stride-negative", f -> pickle(tensor("4", "-1", "0", "4")));
    add(all, "offset-negative", f -> pickle(tensor("4", "1", "-4", "4")));
    add(all, "shape-negative", f -> pickle(tensor("-4", "1", "0", "4")));
    add(all, "stride-0", f -> pickle(tensor("1000000000000", "0", "0", "4")));
    add(all, "zip-bomb", f -> zip("a/data.pkl", new byte[1 << 30 >> 1]));
    add(all, "zip-slip", f -> zip("../../owned", new byte[9]));
    add(all, "zip-slip-absolute", f -> zip(f + "/owned", new byte[9]));
    add(all, "zip-wrong-crc", f -> flip(zip("a/data.pkl", latin("}.")), 14));
    add(all, "zip-size-lies", f -> flip(zip("a/data.pkl", latin("}.")), 22));
    add(all, "zip-empty", f -> Poison.little("PK\5\6", 0L, 0L, (short) 0));
    add(
        all,
        "zip-directory-lies",
        f -> Poison.little("PK\5\6", 0, (short) -1, (short) -1, -2, 0, (short) 0));
    add(
        all,
        "zip64-lies",
        f ->
            Poison.little(
                "PK\6\6",
                44L,
                0,
                0L,
                -1L,
                -1L,
                -1L,
                Long.MAX_VALUE,
                "PK\6\7",
                0,
                0L,
                1,
                "PK\5\6",
                0,
                (short) -1,
                (short) -1,
                -1,
                -1,
                (short) 0));
    add(all, "zip-entries-50000", f -> entries());
    add(
        all,
        "legacy-magic",
        f -> latin("\u0080\2\u008a\n\u006c\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\2M\u00e9\3."));
    add(all, "tar", f -> latin("././@PaxHeader" + "\0".repeat(1000)));
    return all;
  }

  private static void add(List<Poison> all, String name, Poison.Content content) {
    all.add(Poison.any("torch-" + name, Reader.TORCH, "weights.pth", content));
  }

  private static byte[] latin(String text) {
    return SeedFiles.latin(text);
  }

  private static byte[] pickle(String pickle) throws IOException {
    return zip("a/data.pkl", latin(pickle));
  }

  /** Lists of two of the list before: 2 to the power of 60 numbers. */
  private static String doubling() {
    StringBuilder all = new StringBuilder("q\0");
    for (int i = 1; i < 60; i++) {
      all.append("](h").append((char) (i - 1)).append('h').append((char) (i - 1));
      all.append("eq").append((char) i);
    }
    return all.toString();
  }

  /** A dictionary with one tensor of the storage "0". */
  private static String tensor(String size, String stride, String offset, String stored) {
    return "}S'w'\nctorch._utils\n_rebuild_tensor_v2\n((S'storage'\nctorch\nFloatStorage\nS'0'\n"
        + "S'cpu'\nL"
        + stored
        + "L\ntQL"
        + offset
        + "L\n(L"
        + size
        + "L\nt(L"
        + stride
        + "L\ntI00\nccollections\nOrderedDict\n)RtRs.";
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.putNextEntry(new ZipEntry("a/data/0"));
      zip.write(new byte[16]);
      zip.putNextEntry(new ZipEntry("a/version"));
      zip.write(latin("3\n"));
    }
    return out.toByteArray();
  }

  private static byte[] entries() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 50_000; i++) {
        zip.putNextEntry(new ZipEntry("a/data/" + i));
      }
    }
    return out.toByteArray();
  }

  /** Damage where the central directory has its first entry's field. */
  private static byte[] flip(byte[] zip, int field) {
    for (int i = 0; i < zip.length - 50; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1) {
        zip[i + field + 2] ^= 0x55;
        return zip;
      }
    }
    throw new IllegalStateException("no directory");
  }
}
