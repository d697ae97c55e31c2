package io.im2wav4j.evaluation.metrics;

import static io.im2wav4j.evaluation.metrics.Matrices.leadingNumber;
import static io.im2wav4j.evaluation.metrics.Matrices.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenSuite;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against av-benchmark, audioldm_eval and fadtk: goldens/metrics. */
class MetricsGoldenTest {
  private static GoldenSuite golden;
  private static double tolerance;
  private static double logitTolerance;

  @BeforeAll
  static void open() {
    golden = GoldenSuite.open("metrics");
    // "1e-6 relative in double (1e-5 for float32 logits); ..."
    String text = golden.json().path("tolerance").asText();
    tolerance = leadingNumber(text);
    logitTolerance = leadingNumber(text.substring(text.indexOf('(') + 1));
  }

  @Test
  void frechetDistanceAndItsExtrapolation_equalTheReferenceInEachCase() {
    if (!golden.leftOut("input.fadinf")) {
      frechetInfinity();
    }
    assertThat(golden.json().path("fad").properties()).isNotEmpty();
    for (Map.Entry<String, JsonNode> entry : golden.json().path("fad").properties()) {
      String name = entry.getKey();
      double[][] generated = golden.rows("input.fad." + name + ".generated");
      double[][] reference = golden.rows("input.fad." + name + ".reference");
      double expected = entry.getValue().path("symmetric").asDouble();
      Offset<Double> close = within(Math.max(tolerance * Math.abs(expected), 1e-6));
      assertThat(FrechetDistance.between(generated, reference)).as(name).isCloseTo(expected, close);
      assertThat(golden.scalar("expect.fad." + name)).as(name).isCloseTo(expected, close);
      assertThat(
              FrechetDistance.between(
                  GaussianStatistics.of(generated), GaussianStatistics.of(reference)))
          .as(name + " from statistics")
          .isCloseTo(expected, close);
    }
  }

  /** On the recorded subsets. */
  private static void frechetInfinity() {
    int steps = golden.config().path("fadinf_n").size();
    assertThat(steps).isPositive();
    int[][] subsets = new int[steps][];
    for (int k = 0; k < steps; k++) {
      subsets[k] = golden.tensor("input.fadinf.indices." + k).toInts();
      assertThat(subsets[k]).hasSize(golden.config().path("fadinf_n").get(k).asInt());
    }
    FrechetInfinity.Result result =
        FrechetInfinity.of(
            GaussianStatistics.of(golden.rows("input.fadinf.reference")),
            golden.rows("input.fadinf.generated"),
            subsets);
    golden.assertClose(result.distances(), "expect.fadinf.points", 0, tolerance);
    assertRelative(result.score(), "expect.fadinf.score", tolerance);
    // The slope multiplies rounding of the points by about a thousand clips.
    assertRelative(result.slope(), "expect.fadinf.slope", tolerance);
    assertRelative(result.rSquared(), "expect.fadinf.r2", tolerance);
  }

  @Test
  void kullbackLeibler_equalsEachPublishedForm() {
    double[][] reference = golden.rows("input.logits.reference");
    double[][] generated = golden.rows("input.logits.generated");
    Map<String, KullbackLeibler> forms =
        Map.of(
            "av_benchmark.softmax", KullbackLeibler.SOFTMAX,
            "av_benchmark.sigmoid", KullbackLeibler.SIGMOID,
            "audioldm_eval.softmax", KullbackLeibler.SOFTMAX_EPSILON,
            "audioldm_eval.sigmoid", KullbackLeibler.SIGMOID_EPSILON,
            "exact_softmax_pq", KullbackLeibler.SOFTMAX,
            "exact_softmax_qp", KullbackLeibler.SOFTMAX_REVERSED);
    forms.forEach(
        (name, form) ->
            assertRelative(form.mean(reference, generated), "expect.kl." + name, logitTolerance));
  }

  @Test
  void inceptionScore_equalsTheReference() {
    InceptionScore.Result score =
        InceptionScore.of(
            golden.rows("input.logits.generated"),
            golden.config().path("inception_splits").asInt());
    assertRelative(score.mean(), "expect.inception_score.mean", logitTolerance);
    assertRelative(score.deviation(), "expect.inception_score.std", logitTolerance);
  }

  @Test
  void kernelDistance_equalsTheReference() {
    List<String> expected =
        golden.tensors().keySet().stream().filter(n -> n.startsWith("expect.kid_all")).toList();
    assertThat(expected).hasSize(1);
    double distance =
        KernelDistance.between(golden.rows("input.kid.1"), golden.rows("input.kid.2"));
    assertRelative(distance, expected.get(0), tolerance);
  }

  @Test
  void clipScore_equalsTheReferencePerClipAndInTheMean() {
    double[][] audio = golden.rows("input.clip_score.audio");
    int frames = Math.toIntExact(golden.tensor("input.clip_score.frames").shape()[1]);
    double[][] flat = golden.rows("input.clip_score.frames");
    double[][][] video = new double[flat.length][][];
    for (int i = 0; i < flat.length; i++) {
      video[i] = split(flat[i], frames);
    }
    double[] scores = ClipScore.perClip(audio, video);
    // Scores near 0 are differences of float32 dot products of the size of 100 x 1e-7.
    golden.assertClose(scores, "expect.clip_score.per_clip", 1e-5, logitTolerance);
    if (!golden.leftOut("expect.clip_score.mean")) {
      assertThat(StatUtils.mean(scores))
          .isCloseTo(golden.scalar("expect.clip_score.mean"), within(1e-5));
    }
  }

  private static void assertRelative(double actual, String name, double tolerance) {
    double expected = golden.scalar(name);
    assertThat(actual).as(name).isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }
}
