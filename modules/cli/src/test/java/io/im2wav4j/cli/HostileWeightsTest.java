package io.im2wav4j.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that want to run something, or all memory, or are broken: each way in refuses them with one
 * line and exit code 1, allocates little, runs nothing and leaves nothing.
 */
class HostileWeightsTest {
  private static final long MOST_ALLOCATED = 100_000_000;
  private static final String LEGACY_MAGIC =
      "\u0080\2\u008a\12\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019.";

  @TempDir Path folder;

  private void isRefusedEverywhere(Path file, String part) {
    isRefusedEverywhere(file, part, part);
  }

  /** Models of the reference are PyTorch's files only: one of another kind is refused as such. */
  private void isRefusedEverywhere(Path file, String part, String ofModels) {
    Path store = folder.resolve("store");
    Path runs = folder.resolve("runs");
    isRefused(part, "weights", "import", file, "--as", "wav2clip", "--weights-dir", store);
    isRefused(
        part, "weights", "import", file, "--as", "vggish", "--any-hash", "--weights-dir", store);
    for (String model : new String[] {"--vqvae", "--low", "--up"}) {
      isRefused(ofModels, "models", "import", model, file, "--out", runs);
    }
    assertThat(store).doesNotExist();
    assertThat(runs).doesNotExist();
    assertThat(marker()).doesNotExist();
  }

  private void isRefused(String part, Object... command) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    CommandRun run = CommandRun.of(command);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    String what = Arrays.toString(command) + "\n" + run.err();
    assertThat(run.exitCode()).as(what).isEqualTo(1);
    assertThat(run.err()).as(what).hasLineCount(1).contains(part);
    assertThat(run.out()).as(what).isEmpty();
    assertThat(allocated).as(what).isLessThan(MOST_ALLOCATED);
  }

  private Path marker() {
    return folder.resolve("marker");
  }

  /** Two names fit: vggish has two files. */
  private Path file() {
    return folder.resolve("vggish-10086976.pth");
  }

  private static byte[] text(String text) {
    byte[] letters = text.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(5 + letters.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'X')
        .putInt(letters.length)
        .put(letters)
        .array();
  }

  private byte[] call(String global) {
    String argument = new String(text("touch " + marker()), ISO_8859_1);
    return ("\u0080\2c" + global.replace(' ', '\n') + "\n" + argument + "\u0085R.")
        .getBytes(ISO_8859_1);
  }

  private Path zip(String pickleName, byte[] pickle, int storageBytes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      zip.putNextEntry(new ZipEntry(pickleName));
      zip.write(pickle);
      zip.putNextEntry(new ZipEntry("archive/data/0"));
      byte[] zeros = new byte[1 << 16];
      for (int left = storageBytes; left > 0; left -= zeros.length) {
        zip.write(zeros, 0, Math.min(left, zeros.length));
      }
    }
    return file();
  }

  private Path bytes(byte[]... parts) throws IOException {
    try (OutputStream out = Files.newOutputStream(file())) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return file();
  }

  @ParameterizedTest
  @CsvSource({
    "os system",
    "posix system",
    "builtins eval",
    "builtins exec",
    "java.lang.Runtime getRuntime",
    "java.lang ProcessBuilder"
  })
  void aPickleThatWantsToRunSomething_isRefusedByName(String global) throws IOException {
    String named = "wants " + global.replace(' ', '.');
    isRefusedEverywhere(zip("archive/data.pkl", call(global), 24), named);
    byte[] start =
        (LEGACY_MAGIC + "\u0080\2M\u00e9\3.\u0080\2}X\15\0\0\0little_endian\u0088s.")
            .getBytes(ISO_8859_1);
    isRefusedEverywhere(bytes(start, call(global)), named);
  }

  @Test
  void aZipBomb_isRefusedBeforeItUnfolds() throws IOException {
    isRefusedEverywhere(
        zip("archive/data.pkl", "\u0080\2}.".getBytes(ISO_8859_1), 400_000_000), "zip bomb");
    isRefusedEverywhere(zip("archive/data.pkl", new byte[200_000_000], 24), "zip bomb");
  }

  @Test
  void anArchiveThatLeadsOut_isRefused() throws IOException {
    isRefusedEverywhere(zip("../../data.pkl", "\u0080\2}.".getBytes(ISO_8859_1), 24), "leads out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | {'a':{'dtype':'F32','shape':[100],'data_offsets':[0,400]}} | lies at 0..400",
        "0 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],"
            + "'data_offsets':[4,12]}} | overlap",
        "1152921504606846976 | {} | header length",
        "-1 | {} | header length",
        "0 | {'a':{'dtype':'F32','shape':[3037000500,3037000500],'data_offsets':[0,8]}} | larger"
      })
  void safetensorsThatLie_areRefused(long header, String json, String problem) throws IOException {
    byte[] text = json.replace('\'', '"').getBytes(ISO_8859_1);
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(0, header == 0 ? text.length : header);
    isRefusedEverywhere(
        bytes(length.array(), text, new byte[12]), problem, "expected a whole PyTorch checkpoint");
  }

  @Test
  void truncatedFilesOfEveryFormat_areRefused() throws IOException {
    Path good = folder.resolve("good.tar");
    TorchCheckpointWriter.write(good, Map.of("model", Map.of("w", Tensor.of(new float[6], 2, 3))));
    byte[] zip = Files.readAllBytes(good);
    for (int part = 1; part < 8; part++) {
      isRefusedEverywhere(bytes(Arrays.copyOf(zip, zip.length * part / 8)), "expected");
    }
    byte[] script = Files.readAllBytes(zip("archive/data.pkl", call("__torch__ CLIP"), 24));
    isRefusedEverywhere(bytes(Arrays.copyOf(script, script.length / 2)), "expected");
    byte[] legacy = LEGACY_MAGIC.getBytes(ISO_8859_1);
    isRefusedEverywhere(bytes(legacy), "expected");
    isRefusedEverywhere(bytes(Arrays.copyOf(legacy, 9)), "expected");
    String json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] head = {(byte) json.length(), 0, 0, 0, 0, 0, 0, 0};
    isRefusedEverywhere(bytes(head, json.getBytes(ISO_8859_1), new byte[7]), "expected");
    isRefusedEverywhere(bytes(head, json.substring(9).getBytes(ISO_8859_1)), "expected");
    isRefusedEverywhere(bytes(new byte[0]), "expected");
  }

  @Test
  void aTruncatedOnnxGraph_isRefusedEvenIfAnotherHashIsMeant() throws IOException {
    Path file = folder.resolve("mobilenet_v2.onnx");
    Files.write(file, new byte[] {8, 7, 0x3A, 100, 1, 2, 3});
    Path store = folder.resolve("store");
    isRefused("SHA-256", "weights", "import", file, "--as", "mobilenet-v2", "--weights-dir", store);
    isRefused(
        "whole ONNX",
        "weights",
        "import",
        file,
        "--as",
        "mobilenet-v2",
        "--any-hash",
        "--weights-dir",
        store);
    assertThat(store).doesNotExist();
  }
}
