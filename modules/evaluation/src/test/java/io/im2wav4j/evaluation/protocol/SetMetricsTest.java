package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.evaluation.metrics.LabelMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Metrics of whole sets where sounds are few, the same, several an item, or no numbers. */
class SetMetricsTest extends EvaluationTrial {
  private static final String FRECHET = "Frechet distance (loudness)";
  private static final String KERNEL = "kernel distance (loudness)";

  @Test
  void setsDistanceFromItself_isZeroAndSaidToBe() {
    List<EvaluationItem> items = items(24);
    EvaluatedSystem truth = EvaluatedSystem.trueSounds("true sounds", items);
    for (EvaluatedSystem system : List.of(truth, truth.shuffled("shuffled", 1))) {
      SystemResult scored = evaluate(items, 1, 8, system).systems().get(0);
      for (String name : List.of(FRECHET, KERNEL)) {
        MetricResult metric = scored.metric(name).orElseThrow();
        assertThat(metric.value().estimate()).as(name).isZero();
        assertThat(metric.note()).contains("0 within rounding");
      }
    }
  }

  @Test
  void severalSoundsOfAnItem_weighAsOne() throws IOException {
    List<EvaluationItem> items = items(6);
    for (int i = 0; i < 6; i++) {
      for (int k = 0; k <= i; k++) {
        write(
            "item_" + i + "_" + k + ".wav", i % 2 == 0 ? 0.2f + 0.001f * i : 0.8f - 0.001f * i, 1);
      }
    }
    SystemResult system = evaluate(items, 1, 16, fromFolder(items)).systems().get(0);
    assertThat(value(system, FRECHET)).isZero();
    assertThat(value(system, KERNEL)).isZero();
    assertThat(system.metric(FRECHET).orElseThrow().note()).contains("share its weight");
    SystemResult truth =
        evaluate(items, 1, 16, EvaluatedSystem.trueSounds("t", items)).systems().get(0);
    String inception = "inception score (loudness)";
    assertThat(value(system, inception)).isCloseTo(value(truth, inception), within(1e-6));
  }

  @Test
  void silentSets_haveNumbers() throws IOException {
    List<EvaluationItem> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      items.add(Tones.item("item_" + i, 0));
      write("item_" + i + ".wav", 0, 1);
    }
    SystemResult system = evaluate(items, 1, 16, fromFolder(items)).systems().get(0);
    assertThat(system.metrics()).hasSize(7);
    for (MetricResult metric : system.metrics()) {
      assertThat(metric.value().estimate()).as(metric.name()).isFinite();
    }
    assertThat(value(system, "Frechet distance at infinity (loudness)")).isZero();
  }

  @Test
  void noFrechetDistance_saysWhy() throws IOException {
    EvaluationItem mute = new EvaluationItem("x", "loud", null, null, null, null);
    EvaluationItem mute2 = new EvaluationItem("y", "loud", null, null, null, null);
    write("x.wav", 0.7, 1);
    write("y.wav", 0.8, 1);
    List<EvaluationItem> none = List.of(mute, mute2);
    assertThat(evaluate(none, 1, 4, fromFolder(none)).warnings())
        .contains(
            "made: no Frechet distance (loudness): none of the 2 items has a true sound, and no"
                + " other reference is given");
    EvaluationItem whole = Tones.item("y", 0.8f);
    List<EvaluationItem> some = List.of(mute, whole);
    assertThat(evaluate(some, 1, 4, fromFolder(some)).warnings())
        .contains(
            "made: no Frechet distance (loudness): the one sound (1 of 2 items have a true sound)"
                + " gives one vector; a covariance needs two");
  }

  @Test
  void networkThatGivesNoNumbers_isLeftOutByName() throws IOException {
    List<EvaluationItem> items = items(5);
    for (int i = 0; i < 5; i++) {
      write("item_" + i + ".wav", i == 3 ? 0.999 : 0.5, 1);
    }
    AudioClassifier broken = new Broken();
    EvaluationNetworks networks =
        new EvaluationNetworks(
            List.of(broken),
            broken,
            LabelMap.identity(),
            new Tones.Pair(),
            new Tones.BrightnessEncoder());
    EvaluationResult result =
        new Evaluator(networks, settings(1, 4), Tones.ACCESS)
            .evaluate(
                items,
                List.of(EvaluatedSystem.trueSounds("true", items), fromFolder(items)),
                Map.of(),
                n -> {});
    assertThat(result.systems().get(0).metric(FRECHET)).isPresent();
    assertThat(result.systems().get(1).metrics())
        .extracting(MetricResult::name)
        .containsExactly("CLIP-score (pair)");
    assertThat(result.warnings())
        .contains(
            "made: metrics of the embedding of loudness are not defined, because it gives values that"
                + " are no numbers for 1 of 5 sounds: item_3.wav");
  }

  @Test
  void chance_countsWhatTheJudgeCanAnswer() {
    List<EvaluationItem> loud = List.of(Tones.item("a", 0.9f), Tones.item("b", 0.8f));
    SystemResult system =
        evaluate(loud, 1, 4, EvaluatedSystem.trueSounds("t", loud)).systems().get(0);
    assertThat(system.metric(ACCURACY).orElseThrow().details())
        .isEqualTo(Map.of("classes", 2.0, "chance", 50.0));
    LabelMap groups =
        new LabelMap(
            Map.of(
                "dog",
                Set.of("Bark", "Dog"),
                "dog barking",
                Set.of("Bark", "Dog"),
                "cat",
                Set.of("Cat"),
                "cow",
                Set.of("Cow")),
            Set.of("Animal"),
            LabelMap.Rule.TOP_GROUP);
    List<String> classes = List.of("Bark", "Dog", "Cat", "Animal", "Rain");
    assertThat(groups.answers(classes)).hasSize(2);
    assertThat(groups.chance(List.of("cat", "dog barking"), groups.answers(classes)))
        .isEqualTo(0.5);
    LabelMap top = new LabelMap(groups.accepted(), groups.ignored(), LabelMap.Rule.TOP_CLASS);
    assertThat(top.answers(classes)).containsExactly("Bark", "Dog", "Cat", "Rain");
    assertThat(top.chance(List.of("cat", "dog"), top.answers(classes))).isEqualTo(0.375);
  }

  /** Takes the logarithm of 0 where a sound has a loudness of 0.999. */
  private static final class Broken implements AudioClassifier {
    private final Tones.LoudnessClassifier whole = new Tones.LoudnessClassifier();

    private static float[][] broken(List<float[]> clips, float[][] out) {
      for (int i = 0; i < out.length; i++) {
        out[i][0] = clips.get(i)[0] == 0.999f ? Float.NEGATIVE_INFINITY : out[i][0];
      }
      return out;
    }

    @Override
    public String name() {
      return "loudness";
    }

    @Override
    public String sha256() {
      return "b0";
    }

    @Override
    public int sampleRate() {
      return whole.sampleRate();
    }

    @Override
    public List<String> labels() {
      return whole.labels();
    }

    @Override
    public float[][] logits(List<float[]> clips) {
      return broken(clips, whole.logits(clips));
    }

    @Override
    public float[][] embeddings(List<float[]> clips) {
      return broken(clips, whole.embeddings(clips));
    }

    @Override
    public void close() {}
  }
}
