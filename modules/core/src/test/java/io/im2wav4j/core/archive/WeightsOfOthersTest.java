package io.im2wav4j.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights as others publish them. */
class WeightsOfOthersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F8_E4M3 | [8]",
        "F8_E5M2 | [8]",
        "F8_E8M0 | [8]",
        "F4 | [16]",
        "F6_E2M3 | [10]",
        "C64 | [1]",
        "X77 | [2, 3]"
      })
  void anUnusualType_isRefusedOnlyWhenItsTensorIsAskedFor(String type, String shape)
      throws IOException {
    Path file =
        Files.write(
            folder.resolve("x.safetensors"),
            TorchFiles.safetensors(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"q\":{\"dtype\":\""
                    + type
                    + "\",\"shape\":"
                    + shape
                    + ",\"data_offsets\":[8,16]}}",
                16));
    try (TensorFile tensors = TensorFile.open(file)) {
      assertThat(tensors.names()).containsExactly("a", "q");
      assertThat(tensors.get("a").toFloats()).containsExactly(0, 0);
      assertThat(tensors.shape("q")).isNotEmpty();
      assertThatThrownBy(() -> tensors.get("q"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'q' has type '" + type + "'")
          .hasMessageContaining("BF16")
          .hasMessageNotContaining("damaged");
    }
  }

  @ParameterizedTest
  @CsvSource({"U16,2", "U32,4", "U64,8"})
  void unsignedIntegers_areRead(String type, int bytes) throws IOException {
    byte[] content =
        TorchFiles.safetensors(
            "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0," + bytes + "]}}",
            bytes);
    content[content.length - bytes] = 7;
    content[content.length - 1] |= (byte) 0x80;
    Path file = Files.write(folder.resolve("u.safetensors"), content);
    assertThat(SafetensorsReader.readAll(file).get("a").toDoubles())
        .containsExactly(bytes == 8 ? 0x1p63 : 7 + Math.pow(2, 8 * bytes - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ComplexFloatStorage", "QUInt8Storage"})
  void anUnusualTypeInATorchFile_isRefusedOnlyWhenItsTensorIsAskedFor(String storage)
      throws IOException {
    int elements = storage.startsWith("C") ? 6 : 48;
    String tensor = TorchFiles.tensor("_rebuild_tensor_v2", storage, "0", "cpu", elements, "N");
    Path file =
        Files.write(
            folder.resolve("x.pt"),
            TorchFiles.archive(
                TorchFiles.bytes("\u0080\2}" + TorchFiles.text("q") + tensor + "s."),
                new byte[48]));
    try (TensorFile tensors = TensorFile.open(file)) {
      assertThat(tensors.shape("q")).containsExactly(3, 2);
      assertThatThrownBy(() -> tensors.get("q"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'q' has type")
          .hasMessageNotContaining("Copy it again");
    }
  }

  @Test
  void shardsOfAModel_areOneModelByTheirIndexTheirFolderOrAnyOfThem() throws IOException {
    Path index = shards("model", ".safetensors");
    for (Path given :
        List.of(
            folder, index, shard("model", 1, ".safetensors"), shard("model", 2, ".safetensors"))) {
      try (TensorFile tensors = TensorFile.open(given)) {
        assertThat(tensors.names()).as("%s", given).containsExactlyInAnyOrder("a", "b");
        assertThat(tensors.get("b").toFloats()).containsExactly(3);
      }
    }
    Files.delete(index);
    try (TensorFile tensors = TensorFile.open(shard("model", 2, ".safetensors"))) {
      assertThat(tensors.names()).as("without the index").containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void theHashOfShards_isThatOfTheirContent() throws IOException {
    Path index = shards("model", ".safetensors");
    String hash = TensorFile.sha256(index);
    assertThat(TensorFile.sha256(shard("model", 1, ".safetensors"))).isEqualTo(hash);
    SafetensorsWriter.write(
        shard("model", 2, ".safetensors"), Map.of("b", Tensor.of(new float[] {4}, 1)), Map.of());
    assertThat(TensorFile.sha256(index)).isNotEqualTo(hash);
    Path single = folder.resolve("alone.safetensors");
    SafetensorsWriter.write(single, Map.of("b", Tensor.of(new float[] {4}, 1)), Map.of());
    assertThat(TensorFile.sha256(single)).isEqualTo(Hashes.sha256(single));
  }

  @Test
  void aMissingShard_isNamed() throws IOException {
    Path index = shards("model", ".safetensors");
    Files.delete(shard("model", 2, ".safetensors"));
    assertThatThrownBy(() -> TensorFile.open(index))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 of its 2 parts missing: model-00002-of-00002.safetensors");
    Files.delete(index);
    assertThatThrownBy(() -> TensorFile.open(shard("model", 1, ".safetensors")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("part 1 of 2")
        .hasMessageContaining("model-00002-of-00002.safetensors")
        .hasMessageContaining("model.safetensors.index.json");
  }

  @Test
  void anIndex_leadsToNoOtherFolder() throws IOException {
    Path index =
        Files.writeString(
            folder.resolve("model.safetensors.index.json"),
            "{\"weight_map\": {\"a\": \"../secret.safetensors\"}}");
    assertThatThrownBy(() -> TensorFile.open(index))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("../secret.safetensors");
  }

  @Test
  void prefixesOfWrappers_areNoPartOfAName() {
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(
            "module._orig_mod.conv.weight", Tensor.of(new float[] {1}, 1),
            "_orig_mod.module.head._orig_mod.bias", Tensor.of(new float[] {2}, 1)),
        Map.of());
    try (TensorFile tensors = TensorFile.open(file)) {
      assertThat(tensors.names()).containsExactlyInAnyOrder("conv.weight", "head.bias");
      assertThat(tensors.get("head.bias").toFloats()).containsExactly(2);
      assertThat(tensors.shape("conv.weight")).containsExactly(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html><body>Sign in to go on</body></html> | a web page (HTML)",
        "version https://git-lfs.github.com/spec/v1 oid sha256:0 size 5 | Git LFS",
        "{\"error\": \"no such repository, or no right to see it\"} | a JSON text",
        "GGUF and then some more bytes | GGUF",
        "'' | an empty file"
      })
  void whatCameInPlaceOfWeights_isNamedForWhatItIs(String content, String kind) throws IOException {
    Path file = Files.writeString(folder.resolve("w.safetensors"), content);
    for (Runnable open :
        List.<Runnable>of(() -> TensorFile.open(file), () -> SafetensorsReader.open(file))) {
      assertThatThrownBy(open::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining(kind)
          .hasMessageNotContaining("damaged");
    }
  }

  @Test
  void aZipOfSomethingElse_isNotCalledDamaged() throws IOException {
    Path file =
        Files.write(
            folder.resolve("w.pt"),
            TorchFiles.zip(
                Map.of("word/document.xml", "x".getBytes(StandardCharsets.UTF_8)), false));
    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no PyTorch checkpoint")
        .hasMessageContaining("word/document.xml")
        .hasMessageNotContaining("Copy it again");
  }

  private Path shard(String base, int i, String end) {
    return folder.resolve(base + "-0000" + i + "-of-00002" + end);
  }

  private Path shards(String base, String end) throws IOException {
    SafetensorsWriter.write(
        shard(base, 1, end), Map.of("a", Tensor.of(new float[] {1, 2}, 2)), Map.of());
    SafetensorsWriter.write(
        shard(base, 2, end), Map.of("b", Tensor.of(new float[] {3}, 1)), Map.of());
    return Files.writeString(
        folder.resolve(base + end + ".index.json"),
        "{\"metadata\":{},\"weight_map\":{\"a\":\""
            + shard(base, 1, end).getFileName()
            + "\",\"b\":\""
            + shard(base, 2, end).getFileName()
            + "\"}}");
  }
}
