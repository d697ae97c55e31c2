package io.im2wav4j.core.archive;

import static io.im2wav4j.core.archive.TorchFiles.TENSOR;
import static io.im2wav4j.core.archive.TorchFiles.bytes;
import static io.im2wav4j.core.archive.TorchFiles.floats;
import static io.im2wav4j.core.archive.TorchFiles.tensor;
import static io.im2wav4j.core.archive.TorchFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.ElementType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchCheckpointTest {
  private static final String F8 = "cnumpy\ndtype\n" + text("f8") + "\u0089\u0088\u0087R";

  @TempDir Path folder;

  private TorchCheckpoint open(byte[] content) throws IOException {
    return TorchCheckpoint.open(Files.write(folder.resolve("x.pt"), content));
  }

  private Object root(String pickle) throws IOException {
    try (TorchCheckpoint checkpoint = open(TorchFiles.archive(pickle))) {
      return checkpoint.root();
    }
  }

  @Test
  void stateDict_isReadByPathWithStridesAndGpuStorages() throws IOException {
    byte[] file =
        TorchFiles.archive(
            "\u0080\2}("
                + text("model")
                + "}"
                + text("a.b")
                + TENSOR
                + "s"
                + text("step")
                + "K\7u.");
    try (TensorFile tensors = open(file)) {
      assertThat(tensors.names()).containsExactly("model.a.b");
      assertThat(tensors.shape("model.a.b")).containsExactly(3, 2);
      assertThat(tensors.get("model.a.b").type()).isEqualTo(ElementType.F32);
      assertThat(tensors.get("model.a.b").toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DoubleStorage, F64, 3",
    "FloatStorage, F32, 6",
    "HalfStorage, F16, 12",
    "BFloat16Storage, BF16, 12",
    "LongStorage, I64, 3",
    "IntStorage, I32, 6",
    "ShortStorage, I16, 12",
    "CharStorage, I8, 24",
    "ByteStorage, U8, 24",
    "BoolStorage, BOOL, 24"
  })
  void everyTypeOfStorageAndFormOfTensor_isRead(String storage, ElementType type, int elements)
      throws IOException {
    for (String rebuild : List.of("_rebuild_tensor", "_rebuild_tensor_v2")) {
      String one =
          tensor(rebuild, storage, "0", "cuda:1", elements, "N")
              .replace("K\3K\2\u0086K\1K\3\u0086", "K\3\u0085K\1\u0085");
      String parameter = "ctorch._utils\n_rebuild_parameter\n(" + one + "\u0088)tR";
      for (String pickle : List.of(one, parameter)) {
        for (byte[] file :
            List.of(TorchFiles.archive(pickle + "."), TorchFiles.legacy(pickle + ".", floats(6)))) {
          if (elements != 6 && file[0] != 'P') {
            continue;
          }
          try (TorchCheckpoint checkpoint = open(file)) {
            assertThat(checkpoint.get((TensorRef) checkpoint.root()).type()).isEqualTo(type);
            assertThat(checkpoint.shape("")).containsExactly(3);
          }
        }
      }
    }
  }

  @Test
  void theOlderFormWithAPartOfAStorage_isRead() throws IOException {
    String part = "(" + text("part") + "K\2K\4t";
    String pickle =
        tensor("_rebuild_tensor", "FloatStorage", "0", "cuda:0", 6, part)
            .replace("K\3K\2\u0086K\1K\3\u0086", "K\4\u0085K\1\u0085");
    try (TorchCheckpoint checkpoint =
        open(TorchFiles.legacy("\u0080\2}" + text("w") + pickle + "s.", floats(6)))) {
      assertThat(checkpoint.get("w").toFloats()).containsExactly(2, 3, 4, 5);
    }
  }

  @Test
  void compressedArchives_areRead() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("r/data.pkl", bytes(TENSOR + "."));
    entries.put("r/data/0", floats(6));
    try (TorchCheckpoint checkpoint = open(TorchFiles.zip(entries, true))) {
      assertThat(checkpoint.get("").toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    }
  }

  @Test
  void plainValues_keepTheirTypesAndOrder() throws IOException {
    Object root =
        root(
            "\u0080\4\u0095\0\0\0\0\0\0\0\0}(\u008c\1z\u0094K\1\u008c\1aG\77\u00f0\0\0\0\0\0\0"
                + "\u008c\1bN\u008c\1c\u0088\u008c\1dJ\u00ff\u00ff\u00ff\u00ff\u008c\1e(K\1K\2t"
                + "\u008c\1f](K\3K\4e\u008c\1g\u008f(K\5\u0090\u008c\1hC\2hi\u008c\1iM\0\1"
                + "\u008c\1j\u008a\11\0\0\0\0\0\0\0\0\1K\7h\0u.");
    Map<Object, Object> expected = new LinkedHashMap<>();
    expected.put("z", 1L);
    expected.put("a", 1.0);
    expected.put("b", null);
    expected.put("c", true);
    expected.put("d", -1L);
    expected.put("e", List.of(1L, 2L));
    expected.put("f", List.of(3L, 4L));
    expected.put("g", Set.of(5L));
    expected.put("h", null);
    expected.put("i", 256L);
    expected.put("j", BigInteger.TWO.pow(64));
    expected.put(7L, "z");
    assertThat(root).isInstanceOf(Map.class);
    @SuppressWarnings("unchecked")
    Map<Object, Object> got = (Map<Object, Object>) root;
    assertThat((byte[]) got.put("h", null)).containsExactly('h', 'i');
    assertThat(got).isEqualTo(expected);
    assertThat(List.copyOf(got.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    assertThat(got.get("e")).isInstanceOf(Tuple.class);
    assertThat(got.get("f")).isNotInstanceOf(Tuple.class);
  }

  @Test
  void textOpcodesOfOldProtocols_areRead() throws IOException {
    assertThat(root("(I1\nI01\nL99999999999999999999L\nF1.5\nS'a b'\np0\nVc\ng0\nt."))
        .isEqualTo(
            List.of(1L, true, new BigInteger("99999999999999999999"), 1.5, "a b", "c", "a b"));
  }

  @Test
  void numpyScalarsAndArrays_becomeNumbersAndLists() throws IOException {
    String state =
        "(K\3" + text("<") + "NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb";
    String one = "c_codecs\nencode\n" + text("\0\0\0\0\0\0\u00f8?") + text("latin1") + "\u0086R";
    for (String core : List.of("numpy.core", "numpy._core")) {
      assertThat(root("c" + core + ".multiarray\nscalar\n" + F8 + state + one + "\u0086R."))
          .isEqualTo(1.5);
      String shorts =
          "cnumpy\ndtype\n" + text("i2") + "\u0089\u0088\u0087R" + "(K\3" + text(">") + "NNNNNNtb";
      assertThat(
              root(
                  "c"
                      + core
                      + ".multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\1b\u0087R(K\1"
                      + "K\2K\3\u0086"
                      + shorts
                      + "\u0089C\14\0\1\0\2\0\3\0\4\0\5\u00ff\u00fetb."))
          .isEqualTo(List.of(List.of(1L, 2L, 3L), List.of(4L, 5L, -2L)));
    }
    assertThat(
            root(
                "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n"
                    + text("b1")
                    + "\u0085RC\1\1\u0086R."))
        .isEqualTo(true);
  }

  @Test
  void numpyArraysOfFloats_areTensorsInEitherOrder() throws IOException {
    String rows = numpyArray("\u0089", "\0\0\u0080?\0\0\0@\0\0@@\0\0\u0080@\0\0\u00a0@\0\0\u00c0@");
    String columns =
        numpyArray("\u0088", "\0\0\u0080?\0\0\u0080@\0\0\0@\0\0\u00a0@\0\0@@\0\0\u00c0@");
    byte[] file = TorchFiles.archive("}(" + text("r") + rows + text("c") + columns + "u.");
    try (TorchCheckpoint tensors = open(file)) {
      assertThat(tensors.names()).containsExactly("r", "c");
      for (String name : tensors.names()) {
        assertThat(tensors.shape(name)).containsExactly(2, 3);
        assertThat(tensors.get(name).toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      }
    }
  }

  /** A 2 x 3 array of floats from its bytes, columns first or not. */
  private static String numpyArray(String columnsFirst, String bytes) {
    return "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\1b\u0087R(K\1K\2K\3\u0086"
        + "cnumpy\ndtype\n"
        + text("f4")
        + "\u0089\u0088\u0087R(K\3"
        + text("<")
        + "NNNNNNtb"
        + columnsFirst
        + "C\30"
        + bytes
        + "tb";
  }

  @Test
  void settingsOfATrainingProgram_areValuesUnderNames() throws IOException {
    assertThat(root("cargparse\nNamespace\n)\u0081}" + text("lr") + "K\3sb."))
        .isEqualTo(Map.of("lr", 3L));
    assertThat(
            root(
                "cpytorch_lightning.utilities.parsing\nAttributeDict\n)\u0081"
                    + text("lr")
                    + "K\3s."))
        .isEqualTo(Map.of("lr", 3L));
  }

  @Test
  void orderedDictsSizesDevicesAndTypes_becomePlainValues() throws IOException {
    assertThat(root("ccollections\nOrderedDict\n](]" + "(" + text("k") + "K\1ee\u0085R."))
        .isEqualTo(Map.of("k", 1L));
    assertThat(root("ccollections\nOrderedDict\n)R}" + text("_metadata") + "}sb."))
        .isEqualTo(Map.of());
    assertThat(root("ctorch\nSize\nK\2K\3\u0086\u0085R.")).isEqualTo(List.of(2L, 3L));
    assertThat(root("ctorch\ndevice\n" + text("cpu") + "\u0085R.")).isEqualTo("cpu");
    assertThat(root("ctorch\nfloat16\n.")).isEqualTo(ElementType.F16);
    assertThat(root("c__builtin__\nset\n](K\1K\2e\u0085R.")).isEqualTo(Set.of(1L, 2L));
  }

  @Test
  void scriptModules_areTheirAttributes() throws IOException {
    byte[] file =
        TorchFiles.archive(
            "\u0080\2c__torch__.clip.model\nCLIP\n)\u0081}("
                + text("training")
                + "\u0089"
                + text("visual")
                + "c__torch__\nTower\n)\u0081}"
                + text("proj")
                + TENSOR
                + "sbub.");
    try (TorchCheckpoint checkpoint = open(file)) {
      assertThat(checkpoint.names()).containsExactly("visual.proj");
      assertThat(((Map<?, ?>) checkpoint.root()).get("training")).isEqualTo(false);
    }
  }

  @Test
  void tensorsOfSharedStorages_areReadEachInItsPlace() throws IOException {
    String one = TENSOR.replace("K\3K\2\u0086K\1K\3\u0086", "K\2\u0085K\1\u0085");
    String scalar = TENSOR.replace("tQK\0", "tQK\5").replace("K\3K\2\u0086K\1K\3\u0086", "))");
    String none = TENSOR.replace("K\3K\2\u0086K\1K\3\u0086", "K\0\u0085K\1\u0085");
    String same = TENSOR.replace("K\1K\3\u0086", "K\0K\0\u0086");
    try (TorchCheckpoint checkpoint =
        open(
            TorchFiles.archive(
                "]("
                    + TENSOR
                    + one
                    + one.replace("tQK\0", "tQK\4")
                    + scalar
                    + none
                    + same
                    + "e."))) {
      assertThat(checkpoint.names()).containsExactly("0", "1", "2", "3", "4", "5");
      assertThat(checkpoint.get("1").toFloats()).containsExactly(0, 1);
      assertThat(checkpoint.get("2").toFloats()).containsExactly(4, 5);
      assertThat(checkpoint.get("3").toFloats()).containsExactly(5);
      assertThat(checkpoint.shape("3")).isEmpty();
      assertThat(checkpoint.get("4").toFloats()).isEmpty();
      assertThat(checkpoint.get("5").toFloats()).containsExactly(0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void aTensorThatIsNotThere_isAUserError() throws IOException {
    try (TorchCheckpoint checkpoint = open(TorchFiles.archive("}."))) {
      assertThatThrownBy(() -> checkpoint.get("w"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no tensor 'w'");
    }
    assertThatThrownBy(() -> TensorFile.open(folder.resolve("absent.pt")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aLargeStorage_isReadWithoutCopyingIt() throws IOException {
    byte[] storage = new byte[40_000_000];
    Arrays.fill(storage, (byte) 1);
    String size = "J" + "\u0080\u0096\u0098\0";
    String pickle =
        TENSOR
            .replace("K\6N", size + "N")
            .replace("K\3K\2\u0086K\1K\3\u0086", size + "\u0085K\1\u0085");
    Path file =
        Files.write(folder.resolve("big.pt"), TorchFiles.archive(bytes(pickle + "."), storage));
    assertThat(Refusal.allocates(() -> Refusal.readAll(file))).isLessThan(1_000_000);
  }
}
