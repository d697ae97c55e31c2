package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.Significance;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from folders to results, on sounds whose scores can be reckoned by hand. */
class EvaluatorTest {
  private static final String ACCURACY = "accuracy (ear)";
  @TempDir Path folder;

  private static EvaluationSettings settings(double seconds, int batch) {
    return new EvaluationSettings(
        Tones.RATE,
        ChannelRule.MEAN,
        seconds,
        true,
        List.of(KullbackLeibler.SOFTMAX),
        200,
        50,
        new InfinitySettings(5, 10, 5),
        null,
        0.95,
        7,
        batch);
  }

  private static List<EvaluationItem> items(int n) {
    List<EvaluationItem> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(Tones.item("item_" + i, i % 2 == 0 ? 0.2f + 0.001f * i : 0.8f - 0.001f * i));
    }
    return out;
  }

  private void write(String name, double loudness, double seconds) throws IOException {
    Files.writeString(folder.resolve(name), loudness + " " + seconds);
  }

  private EvaluationResult evaluate(
      List<EvaluationItem> items, double seconds, int batch, EvaluatedSystem... systems) {
    return new Evaluator(Tones.networks(), settings(seconds, batch), Tones.ACCESS)
        .evaluate(items, List.of(systems), Map.of("commit", "abc"), n -> {});
  }

  private EvaluatedSystem fromFolder(List<EvaluationItem> items) {
    return EvaluatedSystem.fromFolder("made", "", folder, folder, items, Tones.ACCESS);
  }

  @Test
  void trueSounds_arePerfect() {
    List<EvaluationItem> items = items(24);
    SystemResult system =
        evaluate(items, 1, 5, EvaluatedSystem.trueSounds("true sounds", items)).systems().get(0);
    assertThat(value(system, "Frechet distance (ear)")).isCloseTo(0, within(1e-9));
    assertThat(value(system, "KL softmax (ear)")).isCloseTo(0, within(1e-9));
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

  private static MetricResult metric(ClassResult result, String name) {
    return result.metrics().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void severalSoundsOfAnItem_countAsOneItem() throws IOException {
    List<EvaluationItem> items = items(2);
    write("item_0.wav", 0.2, 1);
    // item_1 is loud: one right, three wrong.
    write("item_1_0.wav", 0.8, 1);
    write("item_1_1.wav", 0.2, 1);
    write("item_1_2.wav", 0.2, 1);
    write("item_1_3.wav", 0.2, 1);
    EvaluationResult result = evaluate(items, 1, 16, fromFolder(items));
    SystemResult system = result.systems().get(0);
    assertThat(value(system, ACCURACY)).isCloseTo((100 + 25) / 2.0, within(1e-9));
    assertThat(system.metric(ACCURACY).orElseThrow().count()).isEqualTo(5);
    assertThat(system.items()).hasSize(5);
    assertThat(system.items().get(2).generated()).isEqualTo("item_1_1.wav");
    assertThat(system.items().get(2).sample()).isEqualTo(1);
    assertThat(system.items().get(2).predictedLabel()).isEqualTo("quiet");
    assertThat(result.protocol().samplesPerItem()).isEqualTo(4);
    assertThat(result.warnings())
        .anyMatch(w -> w.contains("different numbers of sounds"))
        .anyMatch(w -> w.contains("only 2 items"));
  }

  @Test
  void idThatEndsInANumber_isNotTakenForASampleOfAnother() throws IOException {
    List<EvaluationItem> items = List.of(Tones.item("a", 0.2f), Tones.item("a_1", 0.8f));
    write("a.wav", 0.2, 1);
    write("a_1.wav", 0.8, 1);
    EvaluatedSystem system = fromFolder(items);
    assertThat(system.sounds().get("a")).hasSize(1);
    assertThat(system.sounds().get("a_1")).hasSize(1);
  }

  @Test
  void lengths_areMadeEqualAndCounted() throws IOException {
    List<EvaluationItem> items = items(3);
    write("item_0.wav", 0.2, 0.5);
    write("item_1.wav", 0.8, 2);
    write("item_2.wav", 0, 1);
    EvaluationResult result = evaluate(items, 1, 2, fromFolder(items));
    assertThat(result.warnings())
        .contains(
            "made: 1 of 3 sounds were cut to 1.0 s",
            "made: 1 of 3 sounds were shorter than 1.0 s and padded with silence",
            "made: 1 of 3 sounds are silent");
  }

  @Test
  void missingSounds_areAllListed() throws IOException {
    List<EvaluationItem> items = items(4);
    write("item_0.wav", 0.2, 1);
    write("item_2.wav", 0.2, 1);
    assertThatThrownBy(() -> fromFolder(items))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no sound for 2 of 4 items: item_1.wav, item_3.wav");
    assertThatThrownBy(
            () ->
                EvaluatedSystem.fromFolder(
                    "made", "", folder.resolve("absent"), folder, items, Tones.ACCESS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void brokenSounds_areAllListed() throws IOException {
    List<EvaluationItem> items = items(4);
    write("item_0.wav", 0.2, 1);
    Files.writeString(folder.resolve("item_1.wav"), "not a tone");
    write("item_2.wav", Double.NaN, 1);
    write("item_3.wav", 0.2, 0);
    EvaluatedSystem system = fromFolder(items);
    assertThatThrownBy(() -> evaluate(items, 1, 1, system))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 of 4 sounds cannot be used")
        .hasMessageContaining("item_1.wav")
        .hasMessageContaining("item_2.wav (a sample is NaN)")
        .hasMessageContaining("item_3.wav (no samples)");
  }

  @Test
  void soundsOfNoItem_areLeftOutAndNamed() throws IOException {
    List<EvaluationItem> items = items(1);
    write("item_0.wav", 0.2, 1);
    write("stranger.wav", 0.2, 1);
    assertThat(fromFolder(items).warnings())
        .containsExactly("made: 1 sounds belong to no item, left out: stranger.wav");
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
  void severalSoundsOfAnItem_areComparedWithEachOther() throws IOException {
    List<EvaluationItem> items = items(2);
    write("item_0_0.wav", 0.2, 1);
    write("item_0_1.wav", 0.2, 1);
    write("item_1_0.wav", 0.8, 1);
    write("item_1_1.wav", 0.3, 1);
    SystemResult system = evaluate(items, 1, 16, fromFolder(items)).systems().get(0);
    String name = "diversity of one item's sounds (ear)";
    assertThat(value(system, name)).isCloseTo((0 + 0.5) / 2, within(1e-6));
    assertThat(system.items().get(0).scores().get(name)).isCloseTo(0, within(1e-9));
    // No class has two true sounds here.
    assertThat(system.metric(name).orElseThrow().details()).isEmpty();
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
            .map(i -> i.scores().get("Frechet distance of the sound (ear)"))
            .toList();
    assertThat(distances.get(4)).isGreaterThan(10 * distances.get(0));
    assertThat(distances).doesNotContainNull();
  }

  @Test
  void severalEmbeddings_giveADistanceEachNamedByItsNetwork() {
    List<EvaluationItem> items = items(20);
    EvaluationNetworks two =
        new EvaluationNetworks(
            List.of(
                AudioEmbedder.of((AudioClassifier) new Tones.Ear()),
                AudioEmbedder.of((AudioEncoder) new Tones.Pair())),
            null,
            null,
            null,
            null);
    EvaluationResult result =
        new Evaluator(two, settings(1, 4), Tones.ACCESS)
            .evaluate(items, List.of(EvaluatedSystem.trueSounds("t", items)), Map.of(), n -> {});
    assertThat(result.systems().get(0).metrics())
        .extracting(MetricResult::name)
        .contains("Frechet distance (ear)", "Frechet distance (pair)");
    assertThat(result.protocol().networks()).extracting(Network::role).containsOnly("embedding");
    Protocol one = evaluate(items, 1, 4, EvaluatedSystem.trueSounds("t", items)).protocol();
    assertThat(result.protocol().comparableTo(one))
        .contains("embedding: ear 0123456789ab, pair aa here, ear 0123456789ab there");
  }

  @Test
  void extrapolation_carriesItsSlopeAndFit() {
    List<EvaluationItem> items = items(40);
    EvaluatedSystem truth = EvaluatedSystem.trueSounds("t", items);
    EvaluationResult result = evaluate(items, 1, 8, truth.shuffled("s", 1));
    MetricResult infinity =
        result.systems().get(0).metric("Frechet distance at infinity (ear)").orElseThrow();
    assertThat(infinity.details()).containsKeys("slope", "r2");
    assertThat(infinity.details().get("smallest subset")).isEqualTo(10);
    assertThat(infinity.note()).contains("interval from 5 draws");
  }

  @Test
  void oneItem_hasNoInterval() throws IOException {
    List<EvaluationItem> items = items(1);
    write("item_0.wav", 0.2, 1);
    EvaluationResult result = evaluate(items, 1, 4, fromFolder(items));
    assertThat(result.warnings()).contains("only 1 item: no interval is possible");
    assertThat(result.systems().get(0).metrics()).allMatch(m -> m.value().level() == 0);
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
        new EvaluationNetworks(List.of(), null, null, new Tones.Pair(), new Tones.Eye());
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
            "Frechet distance (ear)",
            "Frechet distance at infinity (ear)",
            "kernel distance (ear)",
            "KL softmax (ear)",
            "CLIP-score (pair)",
            ACCURACY,
            "inception score (ear)");
    for (MetricResult metric : system.metrics()) {
      Interval interval = metric.value();
      assertThat(interval.estimate()).isBetween(interval.low(), interval.high());
    }
  }

  private static double value(SystemResult system, String metric) {
    return system.metric(metric).orElseThrow().value().estimate();
  }
}
