package io.im2wav4j.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.experiments.stage.FileHashes;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.pipeline.EvaluationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationStagesTest {
  @TempDir Path folder;

  @Test
  void networkOfARunThatWasTrainedAnew_makesAnotherStage() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Path weights = Files.writeString(run.resolve("weights"), "these");
    Files.writeString(
        run.resolve("model.json"), "{\"model\": \"small-classifier\", \"weights\": \"weights\"}");
    String before = stage(run).recipe();
    assertThat(stage(run).recipe()).isEqualTo(before);
    Files.writeString(weights, "those");
    assertThat(stage(run).recipe()).isNotEqualTo(before);
  }

  private Stage stage(Path run) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("protocol.yaml"), "classifier: small:" + run + "\nclipSeconds: 1\n");
    ExperimentFile file =
        ExperimentFile.open(
            Path.of(System.getProperty("root", "../.."), "experiments/guidance/experiment.yaml")
                .toString());
    return new EvaluationStages(
            Configs.load(yaml, EvaluationConfig.class, List.of()),
            Map.of(),
            null,
            new ItemChoice(file.experiment().data()),
            null,
            WeightStore.standard(),
            new FileHashes(folder.resolve("hashes.json")),
            folder.resolve("vectors"))
        .of("system", "", null, false, Stage.given("data", folder, "hash"));
  }
}
