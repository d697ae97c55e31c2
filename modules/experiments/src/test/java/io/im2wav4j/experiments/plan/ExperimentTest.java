package io.im2wav4j.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
  private static final String YAML =
      """
      question: Why?
      data: {train: scenes.yaml}
      base: {encoder: e.yaml, classifier: c.yaml, vqvae: v.yaml, features: f.yaml, low: l.yaml, up: u.yaml, generation: g.yaml}
      set:
        low: {training.steps: 3}
      variants:
        plain: {}
        other: {low: {training.steps: 9, config: other.yaml}}
      grid:
        generation.low.guidance: [0, 1.5]
        generation.up.guidance: [1]
      baseline: plain
      metrics: [accuracy]
      """;

  private static Experiment read(String yaml) {
    return Configs.parse(yaml, "experiment.yaml", Experiment.class);
  }

  @Test
  void variantsAreTheNamedOnesAndEveryPointOfTheGrid() {
    assertThat(read(YAML).allVariants())
        .extracting(Variant::name)
        .containsExactly(
            "plain", "other", "low guidance 0, up guidance 1", "low guidance 1.5, up guidance 1");
    assertThat(read(YAML).allVariants().get(3).settings())
        .isEqualTo(Map.of("generation.low.guidance", "1.5", "generation.up.guidance", "1"));
  }

  @Test
  void aVariantsSettingComesAfterThatOfAllAndItsFileInsteadOfTheBases() {
    Experiment experiment = read(YAML);
    Variant other = experiment.allVariants().get(1);
    assertThat(experiment.overrides("low", other))
        .isEqualTo(List.of("training.steps=3", "training.steps=9"));
    assertThat(experiment.file("low", other)).isEqualTo("other.yaml");
    assertThat(experiment.file("low", experiment.allVariants().get(0))).isEqualTo("l.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "baseline: plain | baseline: plan | baseline is 'plan'; expected one of plain, other",
        "low: {training | lo: {training | set has 'lo'; expected stages of scenes",
        "generation.up | generator.up | grid has 'generator.up.guidance'",
        "encoder: e.yaml, | '' | base has no 'encoder'",
        "metrics: [accuracy] | metrics: [] | metrics is empty",
        "other: {low | '\"plain!\": {low' | variants has 'plain!' twice",
      })
  void whatTheFileCannotMeanIsRefusedByName(String from, String to, String message) {
    assertThatThrownBy(() -> read(YAML.replace(from, to)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageContaining("experiment.yaml");
  }

  @Test
  void variantsNamedInAnyScriptHaveFilesOfTheirOwn() {
    assertThat(new Variant("\u5c0f\u578b", Map.of()).slug()).isEqualTo("\u5c0f\u578b");
    assertThat(new Variant("low = 2, \u00e9", Map.of()).slug()).isEqualTo("low-2-\u00e9");
  }
}
