package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenSuite;
import org.junit.jupiter.api.Test;

/** Against fadtk's score_inf with its random draws recorded: goldens/extended/fad_inf. */
class FadInfGoldenTest {
  private final GoldenSuite golden = GoldenSuite.open("extended/fad_inf");

  @Test
  void extrapolation_equalsTheReferenceOnTheRecordedSubsets() {
    int steps = golden.config().path("steps").asInt();
    int[][] subsets = new int[steps][];
    for (int k = 0; k < steps; k++) {
      subsets[k] = golden.tensor("input.indices_" + k).toInts();
    }
    FrechetInfinity.Result result =
        FrechetInfinity.of(
            GaussianStatistics.of(golden.rows("input.base")), golden.rows("input.eval"), subsets);

    double[][] points = golden.rows("expect.points");
    for (int k = 0; k < steps; k++) {
      assertThat(result.sizes()[k]).isEqualTo((int) points[k][0]);
      assertThat(result.distances()[k])
          .as("point " + k)
          .isCloseTo(points[k][1], within(tolerance("default", points[k][1])));
    }
    JsonNode expected = golden.json().path("expect");
    double score = expected.path("score").asDouble();
    double slope = expected.path("slope").asDouble();
    double r2 = expected.path("r2").asDouble();
    assertThat(result.score()).isCloseTo(score, within(tolerance("default", score)));
    assertThat(result.slope()).isCloseTo(slope, within(tolerance("slope", slope)));
    assertThat(result.rSquared()).isCloseTo(r2, within(tolerance("r2", r2)));
  }

  private double tolerance(String kind, double expected) {
    JsonNode node = golden.json().path("tolerance").path(kind);
    return node.path("atol").asDouble() + node.path("rtol").asDouble() * Math.abs(expected);
  }
}
