package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandsTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path sceneConfig() throws IOException {
    return write(
        "scenes.yaml",
        """
        train: 1
        validation: 0
        test: 1
        seconds: 0.5
        sampleRate: 8000
        width: 32
        height: 32
        framesPerSecond: 4
        seed: 3
        """);
  }

  @Test
  void scenes_areRenderedAndScanned() throws Exception {
    Path out = folder.resolve("scenes");
    CommandRun scenes = CommandRun.of("data", "scenes", "--out", out, "--config", sceneConfig());
    assertThat(scenes.err()).isEmpty();
    assertThat(scenes.exitCode()).isZero();
    assertThat(scenes.out()).isEqualTo(out.resolve("manifest.csv") + System.lineSeparator());

    CommandRun scan = CommandRun.of("data", "scan", out);
    assertThat(scan.exitCode()).isZero();
    assertThat(scan.out())
        .containsPattern("items +16 \\(16 with sound, 16 with pictures\\)")
        .containsPattern("splits +test 8, train 8")
        .containsPattern("broken +none");

    Path copy = folder.resolve("copy.csv");
    CommandRun json = CommandRun.of("data", "scan", out, "--json", "--write-manifest", copy);
    assertThat(Json.mapper().readTree(json.out()).path("items").asInt()).isEqualTo(16);
    assertThat(CommandRun.of("data", "scan", copy).out()).isEqualTo(scan.out());
  }

  @Test
  void unknownConfigKey_failsWithFileLineAndTheNearestKey() throws IOException {
    Path config = sceneConfig();
    Files.writeString(config, Files.readString(config).replace("validation:", "valdation:"));
    CommandRun run =
        CommandRun.of("data", "scenes", "--out", folder.resolve("o"), "--config", config);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "im2wav: " + config + ":2: unknown key 'valdation'; did you mean 'validation'?");
    assertThat(folder.resolve("o")).doesNotExist();
  }

  @Test
  void wrongOverride_isWrongUsage() throws IOException {
    CommandRun run =
        CommandRun.of(
            "data",
            "scenes",
            "--out",
            folder.resolve("o"),
            "--config",
            sceneConfig(),
            "--set",
            "train=few");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--set train=few: 'train' is 'few'; expected an integer")
        .contains("See 'im2wav data scenes --help'.");
  }

  @Test
  void emptyFolder_failsAndNamesTheLayouts() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CommandRun run = CommandRun.of("data", "scan", empty);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(empty + ": an empty folder; expected");
  }

  @Test
  void textNamedMp4_isReportedAsBrokenAndNotFatal() throws IOException {
    write("set/dog/a.mp4", "not a video");
    CommandRun run =
        CommandRun.of("data", "scan", folder.resolve("set"), "--format", "class-folders");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsPattern("broken +1: .*a\\.mp4");
  }

  @Test
  void csvWithAWrongColumnCount_failsWithItsLine() throws IOException {
    Path csv = write("m.csv", "id,split,label,media,image,start,duration\nx,train,dog,a.wav\n");
    CommandRun run = CommandRun.of("data", "scan", csv);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("m.csv:2: 4 columns; expected 7");
  }

  @Test
  void sharesThatLeaveNothingToTrain_areWrongUsage() {
    CommandRun run = CommandRun.of("data", "scan", folder, "--test", "1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--validation, --test:");
  }
}
