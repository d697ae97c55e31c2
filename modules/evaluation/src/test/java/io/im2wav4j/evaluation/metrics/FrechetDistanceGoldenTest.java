package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenSuite;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against four packages and the stable value: goldens/extended/frechet_distance. */
class FrechetDistanceGoldenTest {
  private final GoldenSuite golden = GoldenSuite.open("extended/frechet_distance");

  @BeforeEach
  void hasCases() {
    assertThat(golden.json().path("cases").properties()).isNotEmpty();
  }

  @Test
  void distance_equalsTheStableValueInEachCase() {
    for (Map.Entry<String, JsonNode> entry : golden.json().path("cases").properties()) {
      double[][] a = golden.rows("input." + entry.getKey() + ".a");
      double[][] b = golden.rows("input." + entry.getKey() + ".b");
      double expected = entry.getValue().path("stable").asDouble();
      double allowed =
          entry.getKey().equals("identical")
              ? number("identical", "absolute ")
              : number("full_rank", "relative ") * expected;
      assertThat(FrechetDistance.between(a, b))
          .as(entry.getKey())
          .isCloseTo(expected, within(allowed));
      assertThat(FrechetDistance.between(GaussianStatistics.of(a), GaussianStatistics.of(b)))
          .as(entry.getKey() + " from statistics")
          .isCloseTo(expected, within(allowed));
    }
  }

  private double number(String kind, String before) {
    String text = golden.json().path("tolerance").path(kind).asText();
    return Matrices.leadingNumber(text.substring(text.indexOf(before) + before.length()));
  }

  @Test
  void statistics_equalTheReference() {
    for (String name : (Iterable<String>) () -> golden.json().path("cases").fieldNames()) {
      for (String side : new String[] {"a", "b"}) {
        GaussianStatistics statistics =
            GaussianStatistics.of(golden.rows("input." + name + "." + side));
        golden.assertClose(statistics.mean(), "expect." + name + ".mu_" + side, 1e-6, 1e-5);
        golden.assertClose(statistics.covariance(), "expect." + name + ".cov_" + side, 1e-6, 1e-5);
      }
    }
  }
}
