package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.Significance;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Systems and protocols beside each other. */
class ComparabilityTest extends EvaluationTrial {
  @Test
  void otherClipLength_isNotComparableAndSaidSo() {
    List<EvaluationItem> items = items(5);
    EvaluatedSystem system = EvaluatedSystem.trueSounds("t", items);
    EvaluationResult one = evaluate(items, 1, 4, system);
    EvaluationResult other = evaluate(items, 0.5, 4, system);
    assertThat(one.protocol().comparableTo(one.protocol())).isEmpty();
    assertThat(one.protocol().comparableTo(other.protocol()))
        .containsExactly("clip length: 1.0 s here, 0.5 s there");
    EvaluationResult joined = one.with(other);
    assertThat(joined.systems()).hasSize(2);
    assertThat(joined.systems().get(1).note()).contains("another protocol");
    assertThat(joined.warnings()).anyMatch(w -> w.contains("not comparable"));
  }

  @Test
  void comparison_pairsItems() {
    List<EvaluationItem> items = items(40);
    EvaluatedSystem truth = EvaluatedSystem.trueSounds("true sounds", items);
    EvaluationResult result = evaluate(items, 1, 8, truth, truth.shuffled("shuffled", 3));
    var comparison =
        SystemComparison.of(
            result.systems().get(0),
            result.systems().get(1),
            ACCURACY,
            new Bootstrap(500, 0.95, 1));
    assertThat(comparison.items()).isEqualTo(40);
    assertThat(comparison.difference().low()).isPositive();
    assertThat(comparison.pValue()).isLessThan(0.05);
  }

  @Test
  void comparisons_nameTheirTestsAndAreCorrectedForTheirNumber() {
    List<EvaluationItem> items = items(40);
    EvaluatedSystem truth = EvaluatedSystem.trueSounds("true sounds", items);
    EvaluationResult result = evaluate(items, 1, 8, truth, truth.shuffled("shuffled", 3));
    Bootstrap bootstrap = new Bootstrap(500, 0.95, 1);
    List<Comparison> all = new ArrayList<>();
    for (String metric : List.of(ACCURACY, "CLIP-score (pair)")) {
      all.add(
          SystemComparison.of(result.systems().get(0), result.systems().get(1), metric, bootstrap));
    }
    List<Comparison> corrected = SystemComparison.corrected(all);
    assertThat(corrected.get(0).others())
        .extracting(Significance::test)
        .containsExactly("Wilcoxon signed rank", "McNemar exact");
    assertThat(corrected.get(1).others())
        .extracting(Significance::test)
        .containsExactly("Wilcoxon signed rank");
    for (int i = 0; i < all.size(); i++) {
      assertThat(corrected.get(i).pValue()).isEqualTo(all.get(i).pValue());
      assertThat(corrected.get(i).correctedPValue())
          .isBetween(all.get(i).pValue(), Math.min(1, 2 * all.get(i).pValue()));
    }
    // One comparison has this test: nothing to correct for.
    Significance mcNemar = corrected.get(0).others().get(1);
    assertThat(mcNemar.correctedPValue()).isEqualTo(mcNemar.pValue());
  }

  @Test
  void severalEmbeddings_giveADistanceEachNamedByItsNetwork() {
    List<EvaluationItem> items = items(20);
    EvaluationNetworks two =
        new EvaluationNetworks(
            List.of(new Tones.LoudnessClassifier(), new Tones.Pair()), null, null, null, null);
    EvaluationResult result =
        new Evaluator(two, settings(1, 4), Tones.ACCESS)
            .evaluate(items, List.of(EvaluatedSystem.trueSounds("t", items)), Map.of(), n -> {});
    assertThat(result.systems().get(0).metrics())
        .extracting(MetricResult::name)
        .contains("Frechet distance (loudness)", "Frechet distance (pair)");
    assertThat(result.protocol().networks()).extracting(Network::role).containsOnly("embedding");
    Protocol one = evaluate(items, 1, 4, EvaluatedSystem.trueSounds("t", items)).protocol();
    assertThat(result.protocol().comparableTo(one))
        .contains("embedding: loudness 0123456789ab, pair aa here, loudness 0123456789ab there");
  }
}
