package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelMapTest {
  private static final List<String> CLASSES = List.of("Animal", "Dog", "Bark", "Cat", "Rain");

  private static LabelMap map(LabelMap.Rule rule, Set<String> ignored) {
    Map<String, Set<String>> accepted = new LinkedHashMap<>();
    accepted.put("dog", Set.of("Dog", "Bark"));
    accepted.put("cat", Set.of("Cat"));
    return new LabelMap(accepted, ignored, rule);
  }

  @Test
  void tooGeneralClass_isPassedOver() {
    double[] scores = {9, 1, 3, 2, 0};
    LabelMap all = map(LabelMap.Rule.TOP_CLASS, Set.of());
    LabelMap specific = map(LabelMap.Rule.TOP_CLASS, Set.of("Animal"));
    assertThat(all.answer(scores, CLASSES)).isEqualTo("Animal");
    assertThat(specific.answer(scores, CLASSES)).isEqualTo("Bark");
    assertThat(specific.accepts("dog", "Bark")).isTrue();
    assertThat(specific.accepts("cat", "Bark")).isFalse();
    assertThat(specific.predictedAs("cat", "Bark")).isEqualTo("dog");
    assertThat(specific.predictedAs("cat", "Rain")).isEqualTo("Rain");
  }

  @Test
  void classThatALabelAccepts_isRankedEvenIfItIsCalledTooGeneral() {
    LabelMap map = map(LabelMap.Rule.TOP_CLASS, Set.of("Dog"));
    assertThat(map.answer(new double[] {0, 5, 1, 1, 1}, CLASSES)).isEqualTo("Dog");
  }

  @Test
  void topGroup_asksOnlyWhichOfTheLabels() {
    LabelMap map = map(LabelMap.Rule.TOP_GROUP, Set.of());
    assertThat(map.answer(new double[] {9, 1, 3, 2, 8}, CLASSES)).isEqualTo("dog");
    assertThat(map.accepts("dog", "dog")).isTrue();
    assertThat(map.accepts("cat", "dog")).isFalse();
  }

  @Test
  void labelsOutsideTheTable_areToldOf() {
    List<String> labels = List.of("dog", "cat", "Rain", "train");
    assertThat(map(LabelMap.Rule.TOP_CLASS, Set.of()).unreachable(labels, CLASSES))
        .containsExactly("train");
    assertThat(map(LabelMap.Rule.TOP_GROUP, Set.of()).unreachable(labels, CLASSES))
        .containsExactly("Rain", "train");
  }
}
