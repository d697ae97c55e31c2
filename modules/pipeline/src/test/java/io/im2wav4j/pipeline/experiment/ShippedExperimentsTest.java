package io.im2wav4j.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that come with the project. */
class ShippedExperimentsTest {
  private static final Path ROOT = Path.of(System.getProperty("root", "../..")).toAbsolutePath();

  @BeforeAll
  static void home() {
    System.setProperty(Provenance.HOME, ROOT.toString()); // The launcher's doing.
  }

  static List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(ROOT.resolve("experiments"), 2)) {
      return all.filter(f -> f.getFileName().toString().matches("experiment.*\\.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void modelsOfEveryVariantFitEachOther(Path file) {
    ExperimentFile experiment = ExperimentFile.open(file.toString());
    for (Variant variant : experiment.experiment().allVariants()) {
      VariantSettings settings = new VariantSettings(experiment, variant);
      VqVaeConfig sound = settings.vqVae().model();
      LanguageModelConfig low = settings.languageModel(ModelKind.LOW).model();
      LanguageModelConfig up = settings.languageModel(ModelKind.UP).model();
      assertThat(low.hop()).as(variant.name()).isEqualTo(sound.hop(CodeLevel.LOW));
      assertThat(up.hop()).as(variant.name()).isEqualTo(sound.hop(CodeLevel.UP));
      assertThat(up.windowSamples()).as(variant.name()).isEqualTo(low.windowSamples());
      assertThat(up.conditioner().ratio())
          .as(variant.name())
          .isEqualTo(sound.hop(CodeLevel.LOW) / sound.hop(CodeLevel.UP));
      assertThat(List.of(low.codebookSize(), up.codebookSize(), up.conditioner().codebookSize()))
          .as(variant.name())
          .containsOnly(sound.codebookSize());
      assertThat(up.image().embeddingWidth()).isEqualTo(low.image().embeddingWidth());
      assertThat(settings.features().frameRate()).isPositive();
      assertThat(settings.generation(List.of()).seconds()).isPositive();
      if (settings.trainsEncoder()) {
        assertThat(settings.encoder().model().width()).isEqualTo(low.image().embeddingWidth());
      }
      assertThat(settings.evaluation() == null)
          .isEqualTo(!experiment.experiment().base().containsKey("evaluation"));
    }
  }

  /** All but the demo: at the published size guidance asks the same. */
  static List<Path> questions() throws Exception {
    return files().stream().filter(f -> !f.getParent().endsWith("demo")).toList();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void eachTinyExperimentHasATwinAtThePublishedSize(Path file) {
    assertThat(file.resolveSibling("experiment-paper.yaml")).exists();
  }
}
