package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenSuite;
import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against audioldm_eval and av-benchmark: goldens/extended/kl_isc_accuracy. */
class KlIscAccuracyGoldenTest {
  private final GoldenSuite golden = GoldenSuite.open("extended/kl_isc_accuracy");
  private double[][] reference;
  private double[][] generated;

  @BeforeEach
  void read() {
    reference = golden.rows("input.gt_logits");
    generated = golden.rows("input.pred_logits");
  }

  @Test
  void kullbackLeibler_equalsEachPublishedForm() {
    assertKl(KullbackLeibler.SOFTMAX_EPSILON, "/audioldm_eval/kullback_leibler_divergence_softmax");
    assertKl(KullbackLeibler.SIGMOID_EPSILON, "/audioldm_eval/kullback_leibler_divergence_sigmoid");
    assertKl(KullbackLeibler.SOFTMAX, "/av_benchmark/kl_softmax");
    assertKl(KullbackLeibler.SIGMOID, "/av_benchmark/kl_sigmoid");
    assertKl(KullbackLeibler.SOFTMAX, "/kl_softmax_no_eps");
    assertKl(KullbackLeibler.SIGMOID, "/kl_sigmoid_no_eps");
  }

  @Test
  void bernoulli_isTheSumOverBothOutcomes() {
    // The stored value is for information: clipped probabilities in the reference.
    double expected = at("/kl_sigmoid_both_outcomes_for_information").asDouble();
    assertThat(KullbackLeibler.BERNOULLI.mean(reference, generated))
        .isCloseTo(expected, within(1e-3 * expected));
  }

  @Test
  void softmaxWithEpsilonPerClip_equalsTheReferencesMeanOverClassesAndClips() {
    double[] each = KullbackLeibler.SOFTMAX_EPSILON.perClip(reference, generated);
    int classes = reference[0].length;
    double[] scaled = Arrays.stream(each).map(v -> v / classes / each.length).toArray();
    golden.assertClose(scaled, "expect.kl_ref_each", 1e-6, rtol("kl"));
  }

  @Test
  void inceptionScore_equalsTheReferenceShuffledAndWhole() {
    int[] order = golden.tensor("input.permutation_seed2020").toInts();
    double[][] shuffled = Arrays.stream(order).mapToObj(i -> generated[i]).toArray(double[][]::new);
    assertInception(InceptionScore.of(shuffled, 10), "/isc_shuffled_10_splits");
    assertInception(InceptionScore.of(shuffled, 10), "/isc_av_benchmark");
    assertInception(InceptionScore.of(generated, 1), "/isc_unshuffled_1_split");
  }

  @Test
  void kernelDistance_equalsTheReferenceOverTheRecordedSubsets() {
    KernelDistance.Result result =
        KernelDistance.overSubsets(
            golden.rows("input.kid_a"),
            golden.rows("input.kid_b"),
            subsets("input.kid_indices_a"),
            subsets("input.kid_indices_b"));
    assertValue(result.mean(), at("/kid/kernel_inception_distance_mean"));
    assertValue(result.deviation(), at("/kid/kernel_inception_distance_std"));
  }

  @Test
  void accuracy_equalsTheReference() {
    int[] labels = golden.tensor("input.labels").toInts();
    double expected = at("/top1_accuracy").asDouble();
    assertThat(StatUtils.mean(Accuracy.perClip(labels, generated)))
        .isCloseTo(expected, within(1e-6 + 1e-5 * expected));
  }

  @Test
  void clipScore_equalsTheReferencePerClipAndInTheMean() {
    double[][] audio = golden.rows("input.audio_emb");
    double[][] images = golden.rows("input.image_emb");
    double[][][] frames =
        Arrays.stream(images).map(i -> new double[][] {i}).toArray(double[][][]::new);
    double[] scores = ClipScore.perClip(audio, frames);
    golden.assertClose(scores, "expect.clip_score_each", 1e-6, rtol("default"));
    if (!golden.leftOut("clip_score_mean")) {
      assertValue(StatUtils.mean(scores), at("/clip_score_mean"));
    }
  }

  private void assertKl(KullbackLeibler form, String pointer) {
    double expected = at(pointer).asDouble();
    assertThat(form.mean(reference, generated))
        .as(pointer)
        .isCloseTo(expected, within(rtol("kl") * Math.abs(expected)));
  }

  private void assertInception(InceptionScore.Result actual, String pointer) {
    assertValue(actual.mean(), at(pointer + "/inception_score_mean"));
    assertValue(actual.deviation(), at(pointer + "/inception_score_std"));
  }

  private void assertValue(double actual, JsonNode expected) {
    double value = expected.asDouble();
    double atol = golden.json().at("/tolerance/default/atol").asDouble();
    assertThat(actual).isCloseTo(value, within(atol + rtol("default") * Math.abs(value)));
  }

  private double rtol(String kind) {
    return golden.json().path("tolerance").path(kind).path("rtol").asDouble();
  }

  private JsonNode at(String pointer) {
    JsonNode node = golden.json().path("expect").at(pointer);
    assertThat(node.isNumber()).as(pointer).isTrue();
    return node;
  }

  private int[][] subsets(String name) {
    return Arrays.stream(golden.rows(name))
        .map(row -> Arrays.stream(row).mapToInt(v -> (int) v).toArray())
        .toArray(int[][]::new);
  }
}
