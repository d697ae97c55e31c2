package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.pipeline.benchmark.BenchmarkRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A flag beside a file that says the same is never dropped in silence: it wins, or is refused. */
class FlagsBesideFilesTest {
  @TempDir Path folder;

  private Path protocol() throws IOException {
    Path runs = TinyPipeline.get().runs();
    return Files.writeString(
        folder.resolve("protocol.yaml"),
        "classifier: small:"
            + runs.resolve("classifier")
            + "\naudioEncoder: small:"
            + runs.resolve("encoder")
            + "\nimageEncoder: small:"
            + runs.resolve("encoder")
            + "\nclipSeconds: 1.024\nframeRate: 4\nseed: 3\nresamples: 50\n");
  }

  private ProtocolSettings evaluated(String... flags) throws IOException {
    Path out = folder.resolve("out");
    List<Object> command = new ArrayList<>();
    command.addAll(List.of("evaluate", "--data", TinyPipeline.get().data(), "--true-sounds"));
    command.addAll(List.of("--protocol", protocol(), "--out", out));
    command.addAll(List.of(flags));
    ok(command.toArray());
    return Json.read(out.resolve("results.json"), EvaluationResult.class).protocol().settings();
  }

  @Test
  void flagsOfEvaluate_winOverTheProtocolsFile_andAreRecorded() throws IOException {
    ProtocolSettings settings = evaluated("--seconds", "0.5", "--frame-rate", "2", "--seed", "9");
    assertThat(settings.clipSeconds()).isEqualTo(0.5);
    assertThat(settings.frameRate()).isEqualTo(2);
    assertThat(settings.seed()).isEqualTo(9);
  }

  @Test
  void withoutFlags_theFileHolds_andSetWinsOverBoth() throws IOException {
    ProtocolSettings settings = evaluated("--seconds", "0.5", "--set", "clipSeconds=0.25");
    assertThat(settings.clipSeconds()).isEqualTo(0.25);
    assertThat(settings.frameRate()).isEqualTo(4);
    assertThat(settings.seed()).isEqualTo(3);
  }

  @Test
  void frameRateOfABenchmark_isTheGenerationsAndTheProtocols() throws IOException {
    BenchmarkRequest given = benchmark("--frame-rate", "7");
    assertThat(given.frameRate()).isEqualTo(7);
    assertThat(given.protocol().settings().protocol().frameRate()).isEqualTo(7);
    BenchmarkRequest none = benchmark("--set", "frameRate=5");
    assertThat(none.frameRate()).isEqualTo(4);
    assertThat(none.protocol().settings().protocol().frameRate()).isEqualTo(5);
  }

  private BenchmarkRequest benchmark(String... flags) throws IOException {
    List<String> words = new ArrayList<>(List.of("--wavs", "theirs=sounds", "--out", "out"));
    words.addAll(List.of("--protocol", protocol().toString()));
    words.addAll(List.of(flags));
    return CommandLine.populateCommand(new BenchmarkOptions(), words.toArray(String[]::new))
        .request("benchmark vggsound", folder, null, true);
  }

  @Test
  void flagsOfGenerationWithoutModels_areRefused() {
    for (List<String> flag :
        List.of(
            List.of("--encoder", "clip"), List.of("--config", "y"), List.of("--guidance", "2"))) {
      List<Object> command = new ArrayList<>(List.of("benchmark", "vggsound", "--data", folder));
      command.addAll(List.of("--wavs", "theirs=sounds", "--out", folder));
      command.addAll(flag);
      assertThat(failed(2, command.toArray()).err()).contains(flag.get(0), "without --models");
    }
  }

  @Test
  void namedVariantsAndAShard_areRefusedTogether() {
    assertThat(failed(2, "experiment", "run", "guidance", "--variant", "a", "--shard", "1/2").err())
        .contains("--variant, --shard");
  }
}
