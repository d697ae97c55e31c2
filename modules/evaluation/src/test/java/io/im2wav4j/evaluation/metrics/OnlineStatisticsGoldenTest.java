package io.im2wav4j.evaluation.metrics;

import io.im2wav4j.core.golden.GoldenSuite;
import org.junit.jupiter.api.Test;

/** Against fadtk's streaming mean and covariance: goldens/extended/online_statistics. */
class OnlineStatisticsGoldenTest {
  private final GoldenSuite golden = GoldenSuite.open("extended/online_statistics");

  @Test
  void batches_giveTheStatisticsOfAllRows() {
    StreamingGaussian streaming = new StreamingGaussian();
    for (int k = 0; golden.has("input.part" + k); k++) {
      streaming.addAll(golden.rows("input.part" + k));
    }
    assertStatistics(streaming.statistics());
  }

  @Test
  void mergedParts_giveTheStatisticsOfAllRows() {
    StreamingGaussian all = new StreamingGaussian();
    for (int k = 0; golden.has("input.part" + k); k++) {
      StreamingGaussian part = new StreamingGaussian();
      part.addAll(golden.rows("input.part" + k));
      all.merge(part);
    }
    assertStatistics(all.statistics());
  }

  private void assertStatistics(GaussianStatistics actual) {
    double rtol = golden.json().at("/tolerance/default/rtol").asDouble();
    double atol = golden.json().at("/tolerance/default/atol").asDouble();
    golden.assertClose(actual.mean(), "expect.mu", atol, rtol);
    golden.assertClose(actual.mean(), "expect.mu_direct", atol, rtol);
    golden.assertClose(actual.covariance(), "expect.cov", atol, rtol);
    golden.assertClose(actual.covariance(), "expect.cov_direct", atol, rtol);
  }
}
