package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's moving sums, with and without restarts. */
class CodebookGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"extended/bottleneck_ema", "extended/bottleneck_ema_restart"})
  void updatesAreTheReferences(String name) {
    Golden golden = Golden.open(name);
    try (NDManager manager = NDManager.newBaseManager()) {
      JsonNode c = golden.config();
      Codebook codebook = new Codebook(new ParameterFactory(manager, 1), config(c));
      GoldenVqVae.set(codebook.vectors(), golden, "input.k0");
      JsonNode tokens = c.get("restore_num_tokens");
      codebook.restore(tokens.isNull() ? 1 : tokens.asDouble() / c.get("k_bins").asInt());
      golden.assertClose(codebook.sums(), "input.k_sum0", "default");
      golden.assertClose(codebook.counts(), "input.k_elem0", "default");
      assertThat(golden.has("input.x_step0")).isTrue();
      for (int step = 0; golden.has("input.x_step" + step); step++) {
        NDArray x = golden.array(manager, "input.x_step" + step);
        QuantizedResult q = codebook.quantize(x);
        golden.assertClose(q.codes(), "expect.codes_step" + step, 0, 0);
        golden.assertClose(q.quantized(), "expect.dequant_step" + step, "default");
        golden.assertClose(q.commitment(), "expect.commit_step" + step, "default");
        String order = "input.perm_step" + step;
        CodebookMetrics m =
            golden.has(order)
                ? codebook.update(q, golden.tensor(order).toInts())
                : codebook.update(q, new Random(1));
        close(golden, "fit_step" + step, m.fit());
        close(golden, "pn_step" + step, m.deviation());
        close(golden, "entropy_step" + step, m.entropy());
        close(golden, "used_curr_step" + step, m.usedNow());
        close(golden, "usage_step" + step, m.usage());
        close(golden, "dk_step" + step, m.change());
        golden.assertClose(codebook.vectors(), "expect.k_step" + step, "default");
        golden.assertClose(codebook.sums(), "expect.k_sum_step" + step, "default");
        golden.assertClose(codebook.counts(), "expect.k_elem_step" + step, "default");
      }
    }
  }

  private static VqVaeConfig config(JsonNode c) {
    return new VqVaeConfig(
        16000,
        2048,
        List.of(1),
        1,
        1,
        1,
        c.get("emb_width").asInt(),
        c.get("k_bins").asInt(),
        c.get("mu").asDouble(),
        0.02,
        c.get("threshold").asDouble(),
        new VqVaeLossConfig(0, 1, 0, 1, 0, 0, GoldenVqVae.SINGLE, List.of()));
  }

  private static void close(Golden golden, String name, double got) {
    golden.assertClose(new double[] {got}, "expect." + name, "default");
  }
}
