package io.im2wav4j.experiments.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
  @TempDir Path folder;
  private final List<String> made = new ArrayList<>();

  /** Writes its text and its inputs' texts. */
  private Stage stage(String kind, String config, Map<String, Stage> inputs) {
    return new Stage(
        kind,
        1,
        config,
        inputs,
        new Work() {
          @Override
          public void run(Path out, Map<String, Output> in) {
            made.add(kind);
            if (config.equals("broken")) {
              throw new IllegalStateException("broken");
            }
            StringBuilder text = new StringBuilder(config);
            in.values().forEach(i -> text.append(read(i.path())));
            AtomicFiles.writeString(out.resolve("text"), text.toString().toLowerCase());
          }

          @Override
          public String hash(Path out) {
            return Hashes.sha256(out.resolve("text"));
          }
        });
  }

  private static String read(Path out) {
    try {
      return Files.readString(out.resolve("text"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StageRunner runner() {
    return new StageRunner(new StageStore(folder.resolve("own"), List.of(folder.resolve("other"))));
  }

  @Test
  void whatIsDoneIsNotDoneAgain_evenByAnotherProcess() {
    Stage data = stage("data", "a", Map.of());
    Stage model = stage("model", "b", Map.of("data", data));
    assertThat(read(runner().require(model).path())).isEqualTo("ba");
    runner().require(model);
    assertThat(made).containsExactly("data", "model");
  }

  @Test
  void aStageIsKnownByTheContentOfItsInputs_notByHowTheyWereMade() {
    runner().require(stage("model", "b", Map.of("data", stage("data", "a", Map.of()))));
    // Another configuration that makes the same content.
    runner().require(stage("model", "b", Map.of("data", stage("data", "A", Map.of()))));
    assertThat(made).containsExactly("data", "model", "data");
  }

  @Test
  void anotherConfigurationOrInputMakesAnotherFolder() {
    Output first = runner().require(stage("model", "b", Map.of("d", stage("data", "a", Map.of()))));
    Output second =
        runner().require(stage("model", "b", Map.of("d", stage("data", "x", Map.of()))));
    Output third = runner().require(stage("model", "c", Map.of("d", stage("data", "a", Map.of()))));
    assertThat(List.of(first.path(), second.path(), third.path())).doesNotHaveDuplicates();
  }

  @Test
  void aFinishedStageOfAnotherStoreServes() {
    new StageRunner(new StageStore(folder.resolve("other"), List.of()))
        .require(stage("data", "a", Map.of()));
    Output found = runner().require(stage("data", "a", Map.of()));
    assertThat(found.path()).startsWithRaw(folder.resolve("other"));
    assertThat(made).hasSize(1);
  }

  @Test
  void whatWasMadeElsewhereServesAndDecidesWhatFollows() {
    AtomicFiles.writeString(folder.resolve("demo/text"), "elsewhere");
    Stage there =
        new Stage(
            "data",
            1,
            "a",
            Map.of(),
            new Work() {
              @Override
              public void run(Path out, Map<String, Output> inputs) {
                throw new AssertionError("there already");
              }

              @Override
              public String hash(Path out) {
                return Hashes.sha256(out.resolve("text"));
              }

              @Override
              public Optional<Path> elsewhere(Map<String, Output> inputs) {
                return Optional.of(folder.resolve("demo"));
              }
            });
    Output model = runner().require(stage("model", "b", Map.of("data", there)));
    assertThat(read(model.path())).isEqualTo("belsewhere");
  }

  @Test
  void looksSayWaitingReadyStoppedAndDone() {
    Stage data = stage("data", "a", Map.of());
    Stage broken = stage("model", "broken", Map.of("data", data));
    Stage last = stage("sounds", "c", Map.of("model", broken));
    assertThat(runner().look(data).phase()).isEqualTo(StageState.Phase.READY);
    assertThat(runner().look(broken).phase()).isEqualTo(StageState.Phase.WAITING);
    assertThatThrownBy(() -> runner().require(last)).hasMessage("broken");
    assertThat(runner().look(data).phase()).isEqualTo(StageState.Phase.DONE);
    assertThat(runner().look(broken).phase()).isEqualTo(StageState.Phase.STOPPED);
    assertThat(runner().look(broken).owner().pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(runner().look(last).phase()).isEqualTo(StageState.Phase.WAITING);
  }

  @Test
  void aStageWhoseLockIsHeldIsRunning_andOnesWithoutAHolderAreStopped() {
    Stage data = stage("data", "a", Map.of());
    Path stageFolder = folder.resolve("own").resolve(data.key(Map.of()).folder());
    try (StageLock held = StageLock.tryTake(stageFolder).orElseThrow()) {
      assertThat(StageLock.tryTake(stageFolder)).isEmpty();
      assertThat(runner().look(data).phase()).isEqualTo(StageState.Phase.RUNNING);
    }
    assertThat(runner().look(data).phase()).isEqualTo(StageState.Phase.STOPPED);
  }
}
