package io.im2wav4j.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenReadsBackEqual() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a.b", Tensor.of(new float[] {1, -2, 3.5f, 0, 5, 6}, 2, 3));
    tensors.put("codes", Tensor.of(new int[] {7, 8}, 2));
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(file, tensors, Map.of("made", "here"));
    Map<String, Tensor> read = SafetensorsReader.readAll(file);
    assertThat(read.keySet()).containsExactly("a.b", "codes");
    assertThat(read.get("a.b").toFloats()).containsExactly(1, -2, 3.5f, 0, 5, 6);
    assertThat(read.get("a.b").shape()).containsExactly(2, 3);
    assertThat(read.get("codes").toInts()).containsExactly(7, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,400]}} | lies at 0..400",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9000000000,9000000000],\"data_offsets\":[0,8]}} | larger than any file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlap",
        "[1] | not a JSON object",
        "{\"a\": | not JSON"
      })
  void aBrokenHeaderIsOneClearError(String header, String message) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    Path file = Files.write(folder.resolve("broken.safetensors"), bytes.array());
    assertThatThrownBy(() -> SafetensorsReader.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void aHeaderLengthBeyondTheFileIsRefusedWithoutAllocating() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 60);
    Path file = Files.write(folder.resolve("huge.safetensors"), bytes.array());
    assertThatThrownBy(() -> SafetensorsReader.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("header length");
  }

  @Test
  void halvesWidenExactly() {
    assertThat(Tensor.halfToFloat((short) 0x3C00)).isEqualTo(1f);
    assertThat(Tensor.halfToFloat((short) 0xC000)).isEqualTo(-2f);
    assertThat(Tensor.halfToFloat((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(Tensor.halfToFloat((short) 0x7C00)).isEqualTo(Float.POSITIVE_INFINITY);
  }
}
