package io.im2wav4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.run.RunExporter;
import io.im2wav4j.core.run.RunFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowExporterTest {
  @TempDir Path folder;

  private record Settings(long steps, List<Integer> layers) {}

  private RunFolder run() {
    RunFolder run =
        RunFolder.openOrCreate(
            folder.resolve("low"), new Settings(20, List.of(3, 2)), Settings.class);
    run.writeProvenance(Provenance.here(Map.of("data", "abc"), Map.of(), 5, 1));
    run.appendMetrics(Map.of("step", 10L, "loss", 2.5));
    run.appendMetrics(Map.of("step", 10L, "validation", Map.of("bitsPerCode", 3.25)));
    return run;
  }

  private static List<JsonNode> metrics(MlflowStub server) {
    return server.requests("runs/log-batch").stream()
        .flatMap(r -> r.path("metrics").valueStream())
        .toList();
  }

  @Test
  void run_arrivesWithParametersTagsAndEveryNumber() throws IOException {
    try (MlflowStub server = new MlflowStub()) {
      new MlflowExporter().export(run(), server.uri(), "animals");
      assertThat(server.requests("experiments/create").get(0).path("name").asText())
          .isEqualTo("animals");
      JsonNode created = server.requests("runs/create").get(0);
      assertThat(created.path("experiment_id").asText()).isEqualTo(MlflowStub.EXPERIMENT);
      assertThat(created.path("tags").toString())
          .contains("{\"key\":\"mlflow.runName\",\"value\":\"low\"}")
          .contains("{\"key\":\"im2wav4j.inputs/data\",\"value\":\"abc\"}");
      assertThat(server.requests("runs/log-batch").get(0).path("params").toString())
          .isEqualTo(
              "[{\"key\":\"steps\",\"value\":\"20\"},{\"key\":\"layers.0\",\"value\":\"3\"},"
                  + "{\"key\":\"layers.1\",\"value\":\"2\"}]");
      List<JsonNode> metrics = metrics(server);
      assertThat(metrics)
          .extracting(m -> m.path("key").asText())
          .containsExactly("loss", "validation/bitsPerCode");
      assertThat(metrics).extracting(m -> m.path("value").asDouble()).containsExactly(2.5, 3.25);
      assertThat(metrics).extracting(m -> m.path("step").asLong()).containsOnly(10L);
      assertThat(server.requests("runs/update")).isEmpty();
    }
  }

  @Test
  void speed_ofAStepGoesWithItsLine() {
    RunFolder run = run();
    run.appendSpeed(Map.of("step", 10L, "codesPerSecond", 7.0));
    assertThat(MlflowExporter.withSpeed(run))
        .extracting(line -> MlflowExporter.flat("", line).keySet())
        .containsExactly(
            Set.of("step", "loss", "codesPerSecond"), Set.of("step", "validation/bitsPerCode"));
  }

  @Test
  void secondExport_sendsOnlyWhatHasCome_toTheSameRun_andThatItIsFinished() throws IOException {
    try (MlflowStub server = new MlflowStub()) {
      RunFolder run = run();
      new MlflowExporter().export(run, server.uri(), "animals");
      run.appendMetrics(Map.of("step", 20L, "loss", 1.5));
      run.markDone(Map.of("step", 20L));
      new MlflowExporter().export(run, server.uri(), "animals");
      new MlflowExporter().export(run, server.uri(), "animals");
      assertThat(server.requests("runs/create")).hasSize(1);
      assertThat(metrics(server))
          .extracting(m -> m.path("value").asDouble())
          .containsExactly(2.5, 3.25, 1.5);
      assertThat(server.requests("runs/update")).hasSize(1);
      assertThat(server.requests("runs/update").get(0).path("status").asText())
          .isEqualTo("FINISHED");
    }
  }

  @Test
  void anotherServer_isRefusedForARunThatWentElsewhere() throws IOException {
    try (MlflowStub server = new MlflowStub()) {
      RunFolder run = run();
      new MlflowExporter().export(run, server.uri(), "animals");
      assertThatThrownBy(
              () -> new MlflowExporter().export(run, URI.create("http://localhost:1"), "animals"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(server.uri().toString());
    }
  }

  @Test
  void serverThatRefuses_isAnErrorThatNamesIt_andNothingCountsAsSent() throws IOException {
    try (MlflowStub server = new MlflowStub()) {
      server.refuse("runs/create");
      RunFolder run = run();
      assertThatThrownBy(() -> new MlflowExporter().export(run, server.uri(), "animals"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(server.uri().toString());
      assertThat(Files.exists(run.path().resolve("mlflow.json"))).isFalse();
    }
  }

  @Test
  void exporter_isFoundAsAService() {
    assertThat(ServiceLoader.load(RunExporter.class).stream().map(p -> p.get().name()))
        .containsExactly("mlflow");
  }
}
