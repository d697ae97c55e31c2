package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way from sounds to results. */
class EvaluatorTest extends EvaluationTrial {
  @Test
  void trueSounds_arePerfect() {
    List<EvaluationItem> items = items(24);
    SystemResult system =
        evaluate(items, 1, 5, EvaluatedSystem.trueSounds("true sounds", items)).systems().get(0);
    assertThat(value(system, "Frechet distance (loudness)")).isCloseTo(0, within(1e-9));
    assertThat(value(system, "KL softmax (loudness)")).isCloseTo(0, within(1e-9));
    assertThat(value(system, ACCURACY)).isEqualTo(100);
    assertThat(value(system, "CLIP-score (pair)")).isCloseTo(100, within(0.1));
    assertThat(system.confusion().counts()).isEqualTo(List.of(List.of(12, 0), List.of(0, 12)));
  }

  @Test
  void classes_splitTheMeansByLabel() throws IOException {
    List<EvaluationItem> items = items(4);
    write("item_0.wav", 0.2, 1);
    write("item_1.wav", 0.8, 1);
    write("item_2.wav", 0.2, 1);
    write("item_3.wav", 0.2, 1);
    SystemResult system = evaluate(items, 1, 16, fromFolder(items)).systems().get(0);
    assertThat(system.classes()).extracting(ClassResult::label).containsExactly("loud", "quiet");
    assertThat(system.classes()).extracting(ClassResult::items).containsExactly(2, 2);
    assertThat(system.classes())
        .extracting(c -> metric(c, ACCURACY).value().estimate())
        .containsExactly(50.0, 100.0);
    assertThat(metric(system.classes().get(0), ACCURACY).value().low()).isEqualTo(0);
    assertThat(metric(system.classes().get(0), ACCURACY).count()).isEqualTo(2);
  }

  @Test
  void shuffling_movesEveryItem() {
    List<EvaluationItem> items = items(30);
    EvaluatedSystem system = EvaluatedSystem.trueSounds("true sounds", items);
    EvaluatedSystem shuffled = system.shuffled("shuffled", 3);
    for (EvaluationItem item : items) {
      assertThat(shuffled.sounds().get(item.id())).isNotEqualTo(system.sounds().get(item.id()));
    }
    double accuracy = value(evaluate(items, 1, 8, shuffled).systems().get(0), ACCURACY);
    assertThat(accuracy).isBetween(20.0, 80.0);
  }

  @Test
  void batchSize_changesNoNumber() {
    List<EvaluationItem> items = items(21);
    EvaluatedSystem system = EvaluatedSystem.trueSounds("t", items).shuffled("s", 1);
    assertThat(Json.pretty(evaluate(items, 1, 4, system)))
        .isEqualTo(Json.pretty(evaluate(items, 1, 100, system)));
  }

  @Test
  void resultsFile_readsBackAsItWasWritten() {
    List<EvaluationItem> items = items(5);
    EvaluationResult result = evaluate(items, 1, 4, EvaluatedSystem.trueSounds("t", items));
    Path file = folder.resolve("results.json");
    Json.write(file, result);
    assertThat(Json.read(file, EvaluationResult.class)).isEqualTo(result);
  }

  @Test
  void eachSound_hasItsDistanceFromTheReference() throws IOException {
    List<EvaluationItem> items = items(6);
    for (int i = 0; i < 6; i++) {
      write("item_" + i + ".wav", i == 4 ? 5 : 0.5, 1);
    }
    SystemResult system = evaluate(items, 1, 16, fromFolder(items)).systems().get(0);
    List<Double> distances =
        system.items().stream()
            .map(i -> i.scores().get("Frechet distance of the sound (loudness)"))
            .toList();
    assertThat(distances.get(4)).isGreaterThan(10 * distances.get(0));
    assertThat(distances).doesNotContainNull();
  }

  @Test
  void extrapolation_carriesItsSlopeAndFit() {
    List<EvaluationItem> items = items(40);
    EvaluatedSystem truth = EvaluatedSystem.trueSounds("t", items);
    EvaluationResult result = evaluate(items, 1, 8, truth.shuffled("s", 1));
    MetricResult infinity =
        result.systems().get(0).metric("Frechet distance at infinity (loudness)").orElseThrow();
    assertThat(infinity.details()).containsKeys("slope", "r2");
    assertThat(infinity.details().get("smallest subset")).isEqualTo(10);
    assertThat(infinity.note()).contains("interval from 5 draws");
  }

  @Test
  void labelWithoutAClass_isSaid() {
    List<EvaluationItem> items =
        List.of(new EvaluationItem("x", "thunder", null, "x.wav", null, r -> Tones.tone(1, 1, r)));
    EvaluationResult result = evaluate(items, 1, 4, EvaluatedSystem.trueSounds("t", items));
    assertThat(result.warnings()).anyMatch(w -> w.contains("has no class for thunder"));
  }

  @Test
  void networksThatAreNotThere_leaveTheirMetricsOut() {
    List<EvaluationItem> items = items(20);
    EvaluationNetworks onlyPair =
        new EvaluationNetworks(
            List.of(), null, null, new Tones.Pair(), new Tones.BrightnessEncoder());
    SystemResult system =
        new Evaluator(onlyPair, settings(1, 4), Tones.ACCESS)
            .evaluate(items, List.of(EvaluatedSystem.trueSounds("t", items)), Map.of(), n -> {})
            .systems()
            .get(0);
    assertThat(system.metrics())
        .extracting(MetricResult::name)
        .containsExactly("CLIP-score (pair)");
  }

  @Test
  void intervals_holdTheirEstimates() {
    List<EvaluationItem> items = items(30);
    SystemResult system =
        evaluate(items, 1, 8, EvaluatedSystem.trueSounds("t", items).shuffled("s", 2))
            .systems()
            .get(0);
    assertThat(system.metrics())
        .extracting(MetricResult::name)
        .containsExactly(
            "Frechet distance (loudness)",
            "Frechet distance at infinity (loudness)",
            "kernel distance (loudness)",
            "KL softmax (loudness)",
            "CLIP-score (pair)",
            ACCURACY,
            "inception score (loudness)");
    for (MetricResult metric : system.metrics()) {
      Interval interval = metric.value();
      assertThat(interval.estimate()).isBetween(interval.low(), interval.high());
    }
  }

  private static MetricResult metric(ClassResult result, String name) {
    return result.metrics().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }
}
