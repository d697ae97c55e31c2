package io.im2wav4j.core.archive;

import static io.im2wav4j.core.archive.TorchFiles.TENSOR;
import static io.im2wav4j.core.archive.TorchFiles.archive;
import static io.im2wav4j.core.archive.TorchFiles.bytes;
import static io.im2wav4j.core.archive.TorchFiles.floats;
import static io.im2wav4j.core.archive.TorchFiles.legacy;
import static io.im2wav4j.core.archive.TorchFiles.tensor;
import static io.im2wav4j.core.archive.TorchFiles.text;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles that want to run something, or to take all memory. */
class HostilePickleTest {
  @TempDir Path folder;
  private Refusal refusal;

  @BeforeEach
  void openFolder() {
    refusal = new Refusal(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "builtins, eval",
    "builtins, exec",
    "__builtin__, eval",
    "subprocess, Popen",
    "java.lang, Runtime",
    "java.lang.Runtime, getRuntime",
    "java.lang, ProcessBuilder",
    "javax.naming, InitialContext",
    "torch.hub, load",
    "torch, load",
    "numpy, load",
    "collections, defaultdict",
    "io.im2wav4j.core.archive, PickleClasses"
  })
  void aForeignClass_isRefusedByNameAndNotRun(String module, String name) throws IOException {
    String call = text(refusal.command()) + "\u0085R.";
    String[] said = {"wants " + module + "." + name, "Nothing of it was run"};
    String global = "\u0080\2c" + module + "\n" + name + "\n" + call;
    refusal.isRefused(archive(global), said);
    refusal.isRefused(legacy(global, floats(6)), said);
    refusal.isRefused(archive("\u0080\4" + text(module) + text(name) + "\u0093" + call), said);
    refusal.isRefused(
        archive("(" + text(refusal.command()) + "i" + module + "\n" + name + "\n."), said);
    refusal.isRefused(
        archive("\u0080\2}" + text("model") + "}" + text("w") + TENSOR + "s" + global.substring(2)),
        said);
  }

  @Test
  void aBarePickle_isNoFormat() throws IOException {
    refusal.isRefused(
        bytes("\u0080\2cos\nsystem\n" + text(refusal.command()) + "\u0085R."),
        "a pickle of protocol 2");
  }

  @Test
  void aNameWithControlCharacters_isShownOnOneLine() throws IOException {
    refusal.isRefused(
        archive("\u0080\4" + text("o\ns\u001b[31m") + text("system\n") + "\u0093."),
        "wants o?s?[31m.system?");
  }

  @ParameterizedTest
  @CsvSource({"o", "P", "\u0082", "\u0083", "\u0084", "\u0097", "\u0098", "\u00ff"})
  void anOpcodeOfNoCheckpoint_isRefused(String opcode) throws IOException {
    refusal.isRefused(archive("\u0080\2)" + opcode + "\1\0\0\0\n."), "opcode 0x");
  }

  @Test
  void millionsOfEmptyContainers_areRefusedBeforeTheyFillTheMemory() throws IOException {
    for (String one : new String[] {"}", "]", "\u008f", ")", "(", "N", "K\1", "]\u0094"}) {
      refusal.isRefused(archive(one.repeat(5_000_000) + "."), "MiB of memory");
    }
    refusal.isRefused(legacy("\u0080\2" + "]".repeat(5_000_000) + ".", floats(6)), "of memory");
  }

  @Test
  void aFewBytesThatRecallManyObjects_areRefused() throws IOException {
    String thousand = "](" + "N".repeat(1000) + "eq\0";
    // An OrderedDict, a set and a module's state from the same long list, over and over.
    refusal.isRefused(
        archive("}(" + pairs(5000) + "uq\0" + "c__torch__\nM\n)\u0081h\0b0".repeat(5000) + "N."),
        "of memory");
    refusal.isRefused(
        archive(thousand + "cbuiltins\nset\nq\1" + "h\1h\0\u0085R0".repeat(50_000) + "N."),
        "of memory");
    String megabyte = text("x".repeat(1 << 20));
    refusal.isRefused(
        archive(megabyte + "q\0c_codecs\nencode\nq\1" + "h\1h\0h\0\u0086R0".repeat(1000) + "N."),
        "of memory");
  }

  private static String pairs(int count) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(text("key" + i)).append('N');
    }
    return all.toString();
  }

  @Test
  void listsThatRepeatEachOtherABillionTimes_areRefused() throws IOException {
    StringBuilder pickle = new StringBuilder("]");
    for (int i = 0; i < 30; i++) {
      pickle.append("2".repeat(9)).append("q\0(").append("h\0".repeat(10)).append("l");
    }
    refusal.isRefused(archive(pickle.append(".").toString()), "values");
  }

  @Test
  void aListInItself_isRefused() throws IOException {
    refusal.isRefused(archive("]q\0h\0a."), "nested deeper");
    refusal.isRefused(archive("}q\0" + text("me") + "h\0s."), "nested deeper");
  }

  @Test
  void aHundredThousandListsInEachOther_areRefused() throws IOException {
    refusal.isRefused(
        archive("]".repeat(100_000) + "a".repeat(99_999) + "."), "nested deeper than 64");
    refusal.isRefused(archive("N" + "\u0085".repeat(100_000) + "."), "nested deeper than 64");
  }

  @Test
  void aTupleAsKey_isRefusedForHashingItMayTakeForever() throws IOException {
    refusal.isRefused(archive("})" + "2\u0086".repeat(60) + "Ns."), "as key");
  }

  @ParameterizedTest
  @CsvSource({
    "X\u00ff\u00ff\u00ff\u00ff",
    "B\u00ff\u00ff\u00ff\u00ff",
    "T\u00ff\u00ff\u00ff\u007f",
    "\u008d\0\0\0\0\0\0\0\u0040",
    "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
    "\u0096\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
    "\u008b\u00ff\u00ff\u00ff\u007f"
  })
  void aLengthBeyondThePickle_isRefusedWithoutAllocating(String claim) throws IOException {
    refusal.isRefused(archive(claim + "abc."), "its pickle");
  }

  @Test
  void wrongUseOfTheStack_isRefused() throws IOException {
    for (String wrong :
        new String[] {
          ".",
          "0.",
          "R.",
          "t.",
          "u.",
          "s.",
          "a.",
          "e.",
          "b.",
          "2.",
          "h\7.",
          "q\0.",
          "Q.",
          "(q\0.",
          "(.",
          "K\1K\2s.",
          "K\1K\2a.",
          "(K\1d.",
          "]K\1K\2s.",
          "NNR.",
          "N)R.",
          "NNb.",
          "N)\u0081.",
          "NQ.",
          ")Q.",
          "\u0080\11N.",
          "Iabc\n.",
          "Fabc\n.",
          "L99x\n.",
          "Sabc\n.",
          "g5\n.",
          "I1",
          "\u0093.",
          "K\1K\2\u0093.",
          "ctorch\nFloatStorage\n)R."
        }) {
      refusal.isRefused(archive(wrong), "its pickle");
    }
  }

  @Test
  void tensorsThatLieAboutTheirStorage_areRefused() throws IOException {
    String far = TENSOR.replace("tQK\0", "tQK\1");
    refusal.isRefused(archive(far + "."), "beyond its storage");
    refusal.isRefused(archive(TENSOR.replace("K\1K\3\u0086", "K\1K\4\u0086") + "."), "beyond");
    refusal.isRefused(archive(resized("J\u00fe\u00ff\u00ff\u00ff", "K\3") + "."), "beyond");
    refusal.isRefused(archive(resized("K\2", "J\u00ff\u00ff\u00ff\u00ff") + "."), "beyond");
    String huge = "\u008a\10\0\0\0\0\0\0\0\u0040";
    refusal.isRefused(archive(resized(huge, "K\0") + "."), "larger than any storage");
    refusal.isRefused(archive(resized("J\0\0\0\u007f", "K\0") + "."), "repeats the 6 elements");
    refusal.isRefused(archive(resized(huge, huge) + "."), "larger than any storage");
    refusal.isRefused(archive(bytes(TENSOR + "."), floats(5)), "has 20 bytes where 24");
    refusal.isRefused(archive(bytes(TENSOR + "."), floats(7)), "has 28 bytes where 24");
    refusal.isRefused(
        archive(
            tensor("_rebuild_tensor_v2", "FloatStorage", "0", "cpu", 6, "N")
                    .replace("K\6N", huge + "N")
                + "."),
        "storage of");
  }

  /** The transposed tensor with another last size and stride. */
  private static String resized(String size, String stride) {
    return TENSOR.replace(
        "K\3K\2\u0086K\1K\3\u0086", "K\3" + size + "\u0086K\1" + stride + "\u0086");
  }

  @ParameterizedTest
  @CsvSource({"../../secret", "..", "/etc/passwd", "a\\b"})
  void aStorageOutsideTheArchive_isRefused(String key) throws IOException {
    refusal.isRefused(
        archive(tensor("_rebuild_tensor_v2", "FloatStorage", key, "cpu", 6, "N") + "."),
        "leads out of the archive");
  }

  @Test
  void aMissingStorage_isRefusedWithItsName() throws IOException {
    refusal.isRefused(
        archive(
            "}"
                + text("w")
                + tensor("_rebuild_tensor_v2", "FloatStorage", "17", "cpu", 6, "N")
                + "s."),
        "storage 17 of w is missing");
  }

  @Test
  void twoTensorsOfOneName_areRefused() throws IOException {
    refusal.isRefused(
        archive("}(" + text("a.b") + TENSOR + text("a") + "}" + text("b") + TENSOR + "su."),
        "two tensors a.b");
  }

  @Test
  void numpyValuesThatLie_areRefused() throws IOException {
    String type = "cnumpy\ndtype\n" + text("f8") + "\u0089\u0088\u0087R";
    refusal.isRefused(
        archive("cnumpy.core.multiarray\nscalar\n" + type + "C\4abcd\u0086R."), "another length");
    refusal.isRefused(archive("cnumpy\ndtype\n" + text("O8") + "\u0085R."), "NumPy type O8");
    String array = "cnumpy.core.multiarray\n_reconstruct\n)R";
    refusal.isRefused(
        archive(array + "(K\1J\0\0\0\u007f\u0085" + type + "\u0089C\10abcdefghtb."),
        "another length");
  }
}
