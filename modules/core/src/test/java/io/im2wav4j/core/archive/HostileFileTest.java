package io.im2wav4j.core.archive;

import static io.im2wav4j.core.archive.TorchFiles.LEGACY_START;
import static io.im2wav4j.core.archive.TorchFiles.TENSOR;
import static io.im2wav4j.core.archive.TorchFiles.archive;
import static io.im2wav4j.core.archive.TorchFiles.bytes;
import static io.im2wav4j.core.archive.TorchFiles.floats;
import static io.im2wav4j.core.archive.TorchFiles.legacy;
import static io.im2wav4j.core.archive.TorchFiles.safetensors;
import static io.im2wav4j.core.archive.TorchFiles.tensor;
import static io.im2wav4j.core.archive.TorchFiles.text;
import static io.im2wav4j.core.archive.TorchFiles.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose form lies: zip archives, the older form, safetensors, and what is none of them. */
class HostileFileTest {
  private static final String PICKLE = "\u0080\2}" + text("w") + TENSOR + "s.";

  @TempDir Path folder;
  private Refusal refusal;

  @BeforeEach
  void openFolder() {
    refusal = new Refusal(folder);
  }

  private static Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", bytes(PICKLE));
    entries.put("a/data/0", floats(6));
    return entries;
  }

  @Test
  void aZipBombAsStorage_isRefusedBeforeItUnfolds() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("a/data/1", new byte[150_000_000]);
    refusal.isRefused(zip(entries, true), "a/data/1", "zip bomb");
  }

  @Test
  void aZipBombAsPickle_isRefusedBeforeItUnfolds() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("a/data.pkl", new byte[150_000_000]);
    refusal.isRefused(zip(entries, true), "a/data.pkl", "zip bomb");
  }

  @Test
  void anEntryThatUnfoldsToMoreThanItSays_isRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("a/data.pkl", new byte[50_000_000]);
    byte[] file = zip(entries, true);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(file) + 24, 1000);
    refusal.isRefused(file, "unfolds to another length");
  }

  @Test
  void anEntryThatUnfoldsToLessThanItSays_isRefused() throws IOException {
    byte[] file = zip(entries(), true);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(file) + 24, 1000);
    refusal.isRefused(file, "unfolds to another length");
  }

  private static int directory(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 6);
  }

  @Test
  void aPickleOfHundredsOfMegabytes_isRefusedUnread() throws IOException {
    refusal.isRefused(archive(new byte[17 << 20], floats(6)), "its pickle has");
  }

  @Test
  void entriesOverEachOther_areRefused() throws IOException {
    byte[] file = archive(PICKLE);
    int second = directory(file) + 46 + "archive/data.pkl".length();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);
    refusal.isRefused(file, "overlaps");
  }

  @Test
  void twoEntriesOfOneName_areRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("a/data/X", floats(6));
    byte[] file = zip(entries, false);
    for (int i = 0; i < file.length; i++) {
      file[i] = file[i] == 'X' && file[i - 1] == '/' ? (byte) '0' : file[i];
    }
    refusal.isRefused(file, "two entries a/data/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "a\\..\\evil"})
  void anEntryThatLeadsOutOfTheArchive_isRefused(String name) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, floats(1));
    refusal.isRefused(zip(entries, false), "leads out of the archive");
  }

  @ParameterizedTest
  @CsvSource({
    "20, 1000000, has two lengths",
    "24, 1000000, has two lengths",
    "42, 1000000, overlaps",
    "42, -2, overlaps",
    "10, 12, packed unusually",
    "8, 1, encrypted",
    "20, -1, lacks a length",
    "28, 65535, directory is broken",
    "30, 65535, directory is broken"
  })
  void aDirectoryEntryThatLies_isRefused(int at, int value, String message) throws IOException {
    byte[] file = archive(PICKLE);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (at < 20 || at == 28 || at == 30) {
      buffer.putShort(directory(file) + at, (short) value);
    } else {
      buffer.putInt(directory(file) + at, value);
    }
    refusal.isRefused(file, message);
  }

  @ParameterizedTest
  @CsvSource({
    "-12, 65535, claims 65535 entries",
    "-10, 2000000000, does not fit",
    "-10, -1, does not fit",
    "-6, 2000000000, does not fit",
    "-6, 5, directory is broken"
  })
  void anEndOfDirectoryThatLies_isRefused(int at, int value, String message) throws IOException {
    byte[] file = archive(PICKLE);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (at == -12) {
      buffer.putShort(file.length + at, (short) value);
    } else {
      buffer.putInt(file.length + at, value);
    }
    refusal.isRefused(file, message);
  }

  @Test
  void anArchiveWithoutPickle_withTwo_orOfABigEndianMachine_isRefused() throws IOException {
    Map<String, byte[]> none = entries();
    none.remove("a/data.pkl");
    refusal.isRefused(zip(none, false), "has 0 entries ROOT/data.pkl");
    Map<String, byte[]> two = entries();
    two.put("b/data.pkl", bytes(PICKLE));
    refusal.isRefused(zip(two, false), "has 2 entries ROOT/data.pkl");
    Map<String, byte[]> big = entries();
    big.put("a/byteorder", bytes("big"));
    refusal.isRefused(zip(big, false), "big-endian");
  }

  @Test
  void everyTruncatedArchive_isRefused() throws IOException {
    truncated(archive(PICKLE));
  }

  @Test
  void everyTruncatedFileOfTheOlderForm_isRefused() throws IOException {
    truncated(legacy(PICKLE, floats(6)));
  }

  @Test
  void everyTruncatedSafetensorsFile_isRefused() throws IOException {
    truncated(safetensors(one("F32", "[2]", "0,8"), 8));
  }

  private void truncated(byte[] whole) throws IOException {
    for (int length = 0; length < whole.length; length++) {
      refusal.isRefused(Arrays.copyOf(whole, length), "expected");
    }
  }

  @Test
  void filesOfTheOlderFormThatLie_areRefused() throws IOException {
    byte[] good = legacy(PICKLE, floats(6));
    byte[] count = good.clone();
    ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).putLong(good.length - 32, 1L << 60);
    refusal.isRefused(count, "storage 0 is not there");
    refusal.isRefused(Arrays.copyOf(good, good.length - 1), "storage 0 is not there");
    String part = "(" + text("0") + "K\4K\3t";
    refusal.isRefused(
        legacy(tensor("_rebuild_tensor", "FloatStorage", "0", "cpu", 6, part) + ".", floats(6)),
        "reaches beyond it");
    refusal.isRefused(legacy("N.", floats(6)), "that nothing uses");
    refusal.isRefused(bytes(LEGACY_START.replace("\u00e9\3.", "\u00e8\3.") + "N.]."), "protocol");
    refusal.isRefused(bytes(LEGACY_START.replace("\u0088", "\u0089") + "N.]."), "little-endian");
    refusal.isRefused(bytes(LEGACY_START + "N.N."), "lacks the list");
  }

  private static String one(String type, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":["
        + offsets
        + "]}}";
  }

  @Test
  void aHeaderOfTwoToTheSixtyBytes_isRefused() throws IOException {
    byte[] file = safetensors(one("F32", "[2]", "0,8"), 8);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 60);
    refusal.isRefused(file, "header length 1152921504606846976");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F32 | [2] | 0,400 | lies at 0..400",
        "F32 | [2] | 8,16 | lies at 8..16",
        "F32 | [3] | 0,8 | of 12 bytes lies at 0..8",
        "F32 | [2] | 8,0 | lies at 8..0",
        "F32 | [2] | -8,0 | has the size -8",
        "F32 | [-2] | 0,8 | has the size -2",
        "F32 | [2.5] | 0,8 | has the size 2.5",
        "F32 | [1e9] | 0,8 | has the size 1e9",
        "F32 | [99999999999999999999] | 0,8 | out of range",
        "F32 | [3037000500,3037000500,3037000500] | 0,8 | larger than any file",
        "F32 | [4611686018427387904] | 0,8 | larger than any file",
        "F32 | [4294967296,4294967296] | 0,8 | larger than any file",
        "F32 | 2 | 0,8 | no list",
        "F32 | [2] | 0 | lacks dtype, shape or data_offsets",
        "F32 | [1] | 4,8 | a hole of 4 bytes",
        "F32 | [1] | 0,4 | the last 4 bytes belong to no tensor"
      })
  void aSafetensorsHeaderThatLies_isRefused(
      String type, String shape, String offsets, String message) throws IOException {
    refusal.isRefused(safetensors(one(type, shape, offsets), 8), message);
  }

  @Test
  void safetensorsThatOverlapOrRepeat_areRefused() throws IOException {
    String a = one("F32", "[2]", "0,8");
    String first = a.substring(0, a.length() - 1);
    String b = first.substring(1).replace("\"a\"", "\"b\"");
    refusal.isRefused(
        safetensors(first + "," + b.replace("0,8", "4,12") + "}", 12),
        "'a' and tensor 'b' overlap");
    refusal.isRefused(safetensors(first + "," + b + "}", 8), "overlap");
    refusal.isRefused(safetensors(first + "," + first.substring(1) + "}", 8), "Duplicate");
  }

  @Test
  void headersThatAreNoJsonObjectInUtf8_areRefused() throws IOException {
    refusal.isRefused(safetensors("{\"a\":", 0), "not JSON");
    refusal.isRefused(safetensors("{} {}", 0), "goes on");
    refusal.isRefused(safetensors("{\"a\":3}", 0), "not described by an object");
    refusal.isRefused(safetensors("{\"a\":{\"dtype\":[2,3]}}", 0), "no text");
    refusal.isRefused(safetensors("{\"a\":{\"shape\":[[2],3]}}", 0), "has the size [");
    refusal.isRefused(safetensors("{\"a\":{\"dt\nype\":\"F32\"}}", 0), "not JSON");
    refusal.isRefused(safetensors("{\"__metadata__\":{\"a\":3}}", 0), "not a text");
    refusal.isRefused(
        safetensors("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}", 0), "object");
    byte[] latin = safetensors(one("F32", "[2]", "0,8").replace("\"a\"", "\"?\""), 8);
    latin[10] = (byte) 0xE9;
    refusal.isRefused(latin, "UTF-8");
    byte[] wide = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    byte[] file = safetensors("xxxx", 0);
    System.arraycopy(wide, 0, file, 8, 4);
    refusal.isRefused(file, "not JSON");
  }

  @Test
  void aHeaderOfMillionsOfNumbers_isRefusedWithoutATreeOfThem() throws IOException {
    refusal.isRefused(
        safetensors("{\"a\":{\"shape\":[" + "1,".repeat(4_000_000) + "1]}}", 0), "has the size");
    refusal.isRefused(
        safetensors("{\"a\":{\"x\":[" + "1,".repeat(4_000_000) + "1]}}", 0), "lacks dtype");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "PK", "hello, this is no checkpoint", "\u007fELF\2\1\1\0\0\0\0"})
  void aFileOfNoKnownKind_isRefusedNamingTheKinds(String content) throws IOException {
    refusal.isRefused(bytes(content), "safetensors", "PyTorch checkpoint", "TorchScript");
  }
}
