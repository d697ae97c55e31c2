package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.Golden;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LogitFilterGoldenTest {

  @Test
  void topKTopPAndGuidance_equalTheReferenceExactly() {
    Golden golden = Golden.open("logit-filters");
    Tensor logits = golden.tensor("input.logits");
    for (String name : golden.names("expect.")) {
      String[] parts = name.split("\\.", 3);
      double value = Double.parseDouble(parts[2]);
      float[] expected = golden.tensor(name).toFloats();
      switch (parts[1]) {
        case "top_k" ->
            assertThat(rows(logits, row -> LogitFilter.topK(row, (int) value)))
                .as(name)
                .containsExactly(expected);
        case "top_p" ->
            assertThat(rows(logits, row -> LogitFilter.topP(row, value)))
                .as(name)
                .containsExactly(expected);
        case "guided" -> {
          float[] guided =
              Guidance.combine(
                  logits.toFloats(), golden.tensor("input.null_logits").toFloats(), value);
          for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(guided[i] - expected[i])).as(name).isLessThan(1e-5f);
          }
        }
        default -> throw new IllegalStateException("unknown expectation " + name);
      }
    }
  }

  @Test
  void everyCaseOfTheExtendedSet_keepsTheSameCodes() {
    Golden golden = Golden.open("extended/filter_logits");
    Tensor logits = golden.tensor("input.logits");
    assertThat(golden.json().path("cases")).isNotEmpty();
    for (JsonNode one : golden.json().path("cases")) {
      int k = one.path("top_k").asInt();
      double p = one.path("top_p").asDouble();
      String name = "expect.keep." + one.path("tag").asText();
      float[] kept = rows(logits, row -> LogitFilter.topP(LogitFilter.topK(row, k), p));
      int[] expected = golden.tensor(name).toInts();
      float[] given = logits.toFloats();
      for (int i = 0; i < expected.length; i++) {
        assertThat(kept[i])
            .as(name)
            .isEqualTo(expected[i] == 1 ? given[i] : Float.NEGATIVE_INFINITY);
      }
    }
  }

  private static float[] rows(Tensor logits, UnaryOperator<float[]> filter) {
    int width = (int) logits.shape()[logits.shape().length - 1];
    float[] all = logits.toFloats();
    float[] out = new float[all.length];
    for (int from = 0; from < all.length; from += width) {
      float[] row = filter.apply(Arrays.copyOfRange(all, from, from + width));
      System.arraycopy(row, 0, out, from, width);
    }
    return out;
  }
}
