package io.im2wav4j.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchCheckpointWriterTest {
  @TempDir Path folder;

  private static Map<String, Object> checkpoint() {
    Tensor tied = Tensor.of(new float[] {1, -2, 3.5f, 0, 5, 6}, 2, 3);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("x_emb.weight", tied);
    for (ElementType type : PickleWriter.types()) {
      model.put(
          type.name(), new Tensor(type, new long[] {3, 1}, ByteBuffer.allocate(3 * type.bytes())));
    }
    model.put("scalar", Tensor.of(new float[] {7}));
    model.put("empty", Tensor.of(new float[0], 0, 4));
    model.put("x_out.weight", tied);
    Map<String, Object> hps = new LinkedHashMap<>();
    hps.put("name", "im2wav \u00e4");
    hps.put("none", null);
    hps.put("flags", List.of(true, false));
    hps.put("downs_t", Tuple.of(3L, 2L));
    hps.put("lr", 0.0003);
    hps.put("numbers", numbers());
    hps.put("nothing", Map.of());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("hps", hps);
    root.put("model", model);
    root.put("opt", null);
    root.put("step", 1234L);
    return root;
  }

  private static List<Object> numbers() {
    List<Object> all = new ArrayList<>();
    for (long base : new long[] {0, 255, 65535, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40}) {
      all.addAll(List.of(base - 1, base, base + 1));
    }
    all.addAll(List.of(Long.MAX_VALUE, Long.MIN_VALUE, BigInteger.TWO.pow(64)));
    return all;
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    Path file = folder.resolve("x.tar");
    Map<String, Object> written = checkpoint();
    TorchCheckpointWriter.write(file, written);
    try (TorchCheckpoint read = TorchCheckpoint.open(file)) {
      Map<?, ?> root = (Map<?, ?>) read.root();
      assertThat(new ArrayList<Object>(root.keySet()))
          .containsExactly("hps", "model", "opt", "step");
      assertThat(root.get("hps")).isEqualTo(written.get("hps"));
      assertThat(((Map<?, ?>) root.get("hps")).get("downs_t")).isInstanceOf(Tuple.class);
      assertThat(root.get("step")).isEqualTo(1234L);
      Map<?, ?> model = (Map<?, ?>) written.get("model");
      assertThat(read.names()).hasSize(model.size());
      model.forEach(
          (name, tensor) -> {
            Tensor got = read.get("model." + name);
            Tensor want = (Tensor) tensor;
            assertThat(got.type()).isEqualTo(want.type());
            assertThat(got.shape()).isEqualTo(want.shape());
            assertThat(got.data()).isEqualTo(want.data());
          });
    }
  }

  @Test
  void storagesLieAtMultiplesOf64BytesAndTiedTensorsShareOne() throws IOException {
    Path file = folder.resolve("x.tar");
    TorchCheckpointWriter.write(file, checkpoint());
    try (BlockFile bytes = new BlockFile(file)) {
      Map<String, ZipDirectory.Entry> entries = new ZipDirectory(bytes).entries();
      assertThat(entries.keySet()).contains("archive/data.pkl", "archive/version");
      assertThat(entries.keySet().stream().filter(n -> n.startsWith("archive/data/")))
          .hasSize(PickleWriter.types().size() + 3);
      byte[] all = Files.readAllBytes(file);
      for (ZipDirectory.Entry entry : entries.values()) {
        int header = (int) entry.header();
        int start = header + 30 + (all[header + 26] & 0xFF) + (all[header + 28] & 0xFF);
        assertThat(start % 64).as(entry.name()).isZero();
        assertThat(entry.deflated()).isFalse();
      }
    }
  }

  @Test
  void sameValueGivesTheSameBytes() throws IOException {
    TorchCheckpointWriter.write(folder.resolve("a.tar"), checkpoint());
    TorchCheckpointWriter.write(folder.resolve("b.tar"), checkpoint());
    assertThat(Files.mismatch(folder.resolve("a.tar"), folder.resolve("b.tar"))).isEqualTo(-1);
  }

  @Test
  void aLargeTensorIsNotCopied() {
    Tensor tensor =
        new Tensor(ElementType.U8, new long[] {50_000_000}, ByteBuffer.allocateDirect(50_000_000));
    Map<String, Object> root = Map.of("model", Map.of("w", tensor));
    long allocated =
        Refusal.allocates(() -> TorchCheckpointWriter.write(folder.resolve("big.tar"), root));
    assertThat(allocated).isLessThan(5_000_000);
  }

  @Test
  void whatCannotBePickled_isRefused() {
    assertThatThrownBy(
            () -> TorchCheckpointWriter.write(folder.resolve("x.tar"), Map.of("a", new int[1])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
