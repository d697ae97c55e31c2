package io.im2wav4j.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.models.ModelKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExperimentFileTest {
  private static final Path ROOT = Path.of(System.getProperty("root", "../..")).toAbsolutePath();

  @BeforeAll
  static void home() {
    System.setProperty(Provenance.HOME, ROOT.toString()); // The launcher's doing.
  }

  @Test
  void anOverrideOfAStageIsASettingOfEachVariant_anyOtherOneOfTheFile() {
    ExperimentFile file =
        ExperimentFile.open(
            "demo",
            List.of(
                "vqvae.training.steps=7",
                "vqvae.model.downsamplingLayers=[3, 1]",
                "low.model.depth=2",
                "data.perLabel=2",
                "seed=5"));
    assertThat(file.experiment().allVariants()).hasSize(3);
    VariantSettings settings = new VariantSettings(file, file.experiment().allVariants().get(2));
    assertThat(settings.vqVae().training().steps()).isEqualTo(7);
    assertThat(settings.vqVae().training().seed()).isEqualTo(5);
    assertThat(settings.vqVae().model().downsamplingLayers()).containsExactly(3, 1);
    assertThat(settings.languageModel(ModelKind.LOW).model().depth()).isEqualTo(2);
    assertThat(settings.generation(List.of()).low().guidance()).isEqualTo(3);
    assertThat(file.experiment().data().perLabel()).isEqualTo(2);
  }

  @Test
  void aWrongOverrideIsRefusedByItsKey() {
    ExperimentFile file = ExperimentFile.open("demo", List.of("vqvae.training.stepz=7"));
    assertThatThrownBy(
            () -> new VariantSettings(file, file.experiment().allVariants().get(0)).vqVae())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("stepz");
    assertThatThrownBy(() -> ExperimentFile.open("demo", List.of("sed=5")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sed");
  }
}
