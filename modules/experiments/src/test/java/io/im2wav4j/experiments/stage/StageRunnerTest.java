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
        (out, in) -> {
          made.add(kind);
          if (config.equals("broken")) {
            throw new IllegalStateException("broken");
          }
          StringBuilder text = new StringBuilder(config);
          in.values().forEach(i -> text.append(read(i.path())));
          AtomicFiles.writeString(out.resolve("text"), text.toString().toLowerCase());
        },
        out -> Hashes.sha256(out.resolve("text")));
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
  void whatTheUserGivesNeedsNoWork_andDecidesWhatFollowsByItsHash() {
    AtomicFiles.writeString(folder.resolve("here/text"), "given");
    AtomicFiles.writeString(folder.resolve("there/text"), "given");
    Stage here = Stage.given("data", folder.resolve("here"), "h1");
    Output model = runner().require(stage("model", "b", Map.of("data", here)));
    assertThat(read(model.path())).isEqualTo("bgiven");
    // The same content at another place, then other content.
    Stage there = Stage.given("data", folder.resolve("there"), "h1");
    Stage other = Stage.given("data", folder.resolve("there"), "h2");
    assertThat(runner().require(stage("model", "b", Map.of("data", there)))).isEqualTo(model);
    assertThat(runner().find(stage("model", "b", Map.of("data", other)))).isEmpty();
    assertThat(made).containsExactly("model");
    assertThat(runner().look(here).phase()).isEqualTo(StageState.Phase.DONE);
    assertThat(folder.resolve("own").toFile().list()).hasSize(1);
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
