package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a pseudo-terminal, with the bar, where someone presses Ctrl-C. */
class TerminalTest {
  private static final Path CONFIGS = TinyPipeline.CONFIGS.toAbsolutePath();
  private static final char CTRL_C = 3;

  // A build in the background may have been started with SIGINT ignored, which programs hand on.
  private static final String LISTENING = "exec env --default-signal=INT ";

  @TempDir Path folder;

  @BeforeAll
  static void needsLinux() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", LISTENING + "true").start().waitFor() == 0,
        "no env --default-signal (coreutils)");
    assumeTrue(
        Stream.of("/usr/bin/script", "/bin/script").map(Path::of).anyMatch(Files::isExecutable),
        "no script (util-linux), which gives a pseudo-terminal");
  }

  private record Ended(int code, String out) {
    String lastLine() {
      return Arrays.stream(out.split("[\r\n]+")).reduce("", (a, b) -> b);
    }
  }

  /** Runs a command and presses Ctrl-C as soon as {@code when} holds. */
  private Ended pressed(BooleanSupplier when, Object... args) throws Exception {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dim2wav.progress=bar",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Dim2wav.home=" + CONFIGS.getParent(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    String words =
        Stream.concat(java.stream(), Arrays.stream(args).map(String::valueOf))
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", LISTENING, ""));
    Path typescript = folder.resolve("typescript");
    Process process =
        new ProcessBuilder("script", "-qefc", words, typescript.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    try {
      for (int i = 0; i < 1200 && process.isAlive() && !when.getAsBoolean(); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      process.getOutputStream().write(CTRL_C);
      process.getOutputStream().flush();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String out =
        Files.readAllLines(typescript, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("Script "))
            .collect(Collectors.joining("\n"));
    return new Ended(process.exitValue(), out);
  }

  private static long lines(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).lines().count() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void ctrlC_inTraining_leavesACheckpoint_andTheRunGoesOnToTheSameBytes() throws Exception {
    Path data = folder.resolve("scenes");
    Path scenes = CONFIGS.resolve("data/scenes-demo.yaml");
    ok("data", "scenes", "--config", scenes, "--out", data, "--set", "train=2", "--set", "test=1");
    Path stopped = folder.resolve("stopped");
    Ended ended = pressed(() -> lines(stopped.resolve("metrics.jsonl")) > 3, train(data, stopped));
    assertThat(ended.lastLine())
        .matches("im2wav: stopped at step \\d+ of 30 \\(training vqvae\\), run again to go on");
    assertThat(ended.code()).isEqualTo(130);
    assertThat(RunFolder.open(stopped).latestCheckpoint()).isPresent();
    assertThat(RunFolder.open(stopped).isDone()).isFalse();

    Path whole = folder.resolve("whole");
    ok(train(data, stopped));
    ok(train(data, whole));
    Path checkpoint = RunFolder.open(whole).checkpoint(30);
    try (Stream<Path> files = Files.list(checkpoint)) {
      for (Path file : files.toList()) {
        assertThat(RunFolder.open(stopped).checkpoint(30).resolve(file.getFileName()))
            .hasSameBinaryContentAs(file);
      }
    }
  }

  private static boolean anyFile(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".png"));
    } catch (IOException | UncheckedIOException e) {
      return false; // a temporary file that went away
    }
  }

  private static Object[] train(Path data, Path out) {
    List<String> settings =
        List.of("steps=30", "batchSize=2", "logEvery=1", "validateEvery=0", "checkpointEvery=0");
    return Stream.concat(
            Stream.of("train", "vqvae", "--config", CONFIGS.resolve("vqvae/tiny.yaml")),
            Stream.concat(
                Stream.of("--data", data, "--out", out, "--set", "model.sampleLength=2048"),
                settings.stream().flatMap(s -> Stream.of("--set", "training." + s))))
        .toArray();
  }

  @Test
  void ctrlC_whereItemsAreMade_saysHowManyThereAre() throws Exception {
    Path out = folder.resolve("many");
    Path scenes = CONFIGS.resolve("data/scenes-demo.yaml");
    Ended ended =
        pressed(
            () -> anyFile(out),
            "data",
            "scenes",
            "--config",
            scenes,
            "--out",
            out,
            "--set",
            "train=500");
    assertThat(ended.lastLine())
        .matches("im2wav: stopped at \\d+ of \\d+ \\(scenes\\), run again to go on");
    assertThat(ended.code()).isEqualTo(130);
  }
}
