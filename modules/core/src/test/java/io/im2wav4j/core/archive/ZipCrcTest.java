package io.im2wav4j.core.archive;

import static io.im2wav4j.core.archive.TorchFiles.TENSOR;
import static io.im2wav4j.core.archive.TorchFiles.bytes;
import static io.im2wav4j.core.archive.TorchFiles.floats;
import static io.im2wav4j.core.archive.TorchFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a zip archive has the CRC-32 that is noted of it. */
class ZipCrcTest {
  @TempDir Path folder;

  private static byte[] archive(boolean deflated) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", bytes("\u0080\2}" + text("w") + TENSOR + "s."));
    entries.put("a/data/0", floats(6));
    entries.put("a/never-read", floats(3));
    return TorchFiles.zip(entries, deflated);
  }

  private float[] read(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("x.pt"), content);
    try (TensorFile tensors = TensorFile.open(file)) {
      return tensors.get("w").toFloats();
    }
  }

  /** Where the CRC of the n-th entry stands in the directory. */
  private static int crcInDirectory(byte[] zip, int n) {
    ByteBuffer all = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    for (int at = 0; ; at++) {
      if (all.getInt(at) == 0x02014b50 && found++ == n) {
        return at + 16;
      }
    }
  }

  @Test
  void flippedBitOfATensor_isRefusedWithBothSums() throws IOException {
    byte[] file = archive(false);
    assertThat(read(file)).containsExactly(0, 3, 1, 4, 2, 5);
    int storage = indexOf(file, floats(6));
    for (int at : new int[] {storage, storage + 11, storage + 23}) {
      byte[] flipped = file.clone();
      flipped[at] ^= 1;
      assertThatThrownBy(() -> read(flipped))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("a/data/0")
          .hasMessageMatching("(?s).*CRC-32 [0-9a-f]{8} where [0-9a-f]{8} is noted.*");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wrongSumOfPickleOrTensor_isRefused_ofWhatIsNotReadNot(boolean deflated) throws IOException {
    for (int entry = 0; entry < 3; entry++) {
      byte[] wrong = archive(deflated);
      wrong[crcInDirectory(wrong, entry)] ^= 1;
      if (entry == 2) {
        assertThat(read(wrong)).hasSize(6);
      } else {
        assertThatThrownBy(() -> read(wrong))
            .isInstanceOf(UserError.class)
            .hasMessageContaining("CRC-32");
      }
    }
  }

  /** torch.save writes 0 where it is told to compute none (compute_crc32 = False). */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sumOfZero_standsForNone(boolean deflated) throws IOException {
    byte[] file = archive(deflated);
    for (int entry = 0; entry < 3; entry++) {
      ByteBuffer.wrap(file).putInt(crcInDirectory(file, entry), 0);
    }
    assertThat(read(file)).containsExactly(0, 3, 1, 4, 2, 5);
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int at = 0; ; at++) {
      if (ByteBuffer.wrap(all, at, part.length).equals(ByteBuffer.wrap(part))) {
        return at;
      }
    }
  }
}
