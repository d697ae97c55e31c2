package io.im2wav4j.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.ElementType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchArchiveTest {
  /** Opcodes of a tensor of storage "0" on a GPU: 6 floats as the transpose of [2, 3]. */
  private static final String TENSOR =
      "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000"
          + "X\6\0\0\0cuda:0K\6tQK\0(K\3K\2t(K\1K\3t\u0089ccollections\nOrderedDict\n)RtR";

  @TempDir Path folder;

  @Test
  void stateDict_isReadByPathWithStridesAndGpuStorages() throws IOException {
    Path file =
        archive("\u0080\2}(X\5\0\0\0model}X\3\0\0\0a.b" + TENSOR + "sX\4\0\0\0stepK\7u.", 24);
    try (TensorFile tensors = TensorFile.open(file)) {
      assertThat(tensors.names()).containsExactly("model.a.b");
      assertThat(tensors.shape("model.a.b")).containsExactly(3, 2);
      assertThat(tensors.get("model.a.b").type()).isEqualTo(ElementType.F32);
      assertThat(tensors.get("model.a.b").toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    }
  }

  @Test
  void foreignClass_isRefusedByNameAndNotRun() throws IOException {
    Path file = archive("\u0080\2cposix\nsystem\nX\4\0\0\0true\u0085R.", 24);
    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("posix.system")
        .hasMessageContaining("Nothing of it was run");
  }

  @Test
  void foreignClassByStackOpcode_isRefusedByName() throws IOException {
    Path file = archive("\u0080\4\u008c\10builtins\u008c\4eval\u0093\u008c\0011\u0085R.", 24);
    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("builtins.eval");
  }

  @Test
  void shortStorage_isAnErrorThatNamesTheTensor() throws IOException {
    Path file = archive("\u0080\2}X\3\0\0\0a.b" + TENSOR + "s.", 20);
    try (TensorFile tensors = TensorFile.open(file)) {
      assertThatThrownBy(() -> tensors.get("a.b"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("a.b");
    }
  }

  @Test
  void tensorBeyondItsStorage_isRefused() throws IOException {
    Path file = archive("\u0080\2}X\3\0\0\0a.b" + TENSOR.replace("tQK\0", "tQK\1") + "s.", 24);
    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("beyond its storage");
  }

  @Test
  void everyTruncatedOrChangedPickle_isAUserError() throws IOException {
    String good = "\u0080\2}(X\5\0\0\0model}X\3\0\0\0a.b" + TENSOR + "sX\4\0\0\0stepK\7u.";
    for (int cut = 0; cut < good.length() - 1; cut++) {
      Path file = archive(good.substring(0, cut), 24);
      assertThatThrownBy(() -> TensorFile.open(file)).isInstanceOf(UserError.class);
    }
    for (int at = 2; at < good.length() - 1; at++) {
      String changed =
          good.substring(0, at) + (char) (good.charAt(at) ^ 1) + good.substring(at + 1);
      Path file = archive(changed, 24);
      try (TensorFile tensors = TensorFile.open(file)) {
        for (String name : tensors.names()) {
          tensors.get(name);
        }
      } catch (UserError expected) {
        assertThat(expected).hasMessageContaining("archive.pt");
      }
    }
  }

  @Test
  void textFile_isAUserError() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.pt"), "PK? no, only text");
    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("notes.pt");
    assertThatThrownBy(() -> TensorFile.open(folder.resolve("absent.pt")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be opened");
  }

  private Path archive(String pickle, int storageBytes) throws IOException {
    Path file = folder.resolve("archive.pt");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(pickle.getBytes(StandardCharsets.ISO_8859_1));
      zip.putNextEntry(new ZipEntry("archive/data/0"));
      ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 6; i++) {
        numbers.putFloat(i * 4, i);
      }
      zip.write(numbers.array(), 0, storageBytes);
    }
    return Files.write(file, bytes.toByteArray());
  }
}
