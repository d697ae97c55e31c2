package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  private static final TinyPipeline PIPELINE = TinyPipeline.get();

  @TempDir Path folder;

  private CommandRun evaluate(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--data",
                PIPELINE.data(),
                "--models",
                PIPELINE.runs(),
                "--wavs",
                "ours=" + PIPELINE.sounds(),
                "--wavs",
                "theirs=" + PIPELINE.sounds(),
                "--true-sounds",
                "--out",
                folder));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private EvaluationResult result() {
    return Json.read(folder.resolve("results.json"), EvaluationResult.class);
  }

  @Test
  void firstSystem_isComparedWithItsControlsAndTheOther() {
    assertThat(evaluate("--shuffled", "ours").exitCode()).isZero();
    assertThat(result().subject()).isEqualTo("ours");
    assertThat(result().comparisons()).extracting(Comparison::first).containsOnly("ours");
    assertThat(result().comparisons())
        .extracting(Comparison::second)
        .contains("true sounds", "ours, pictures shuffled", "theirs")
        .doesNotContain("ours");
  }

  @Test
  void baseline_isComparedWithTheOthers() {
    assertThat(evaluate("--baseline", "theirs").exitCode()).isZero();
    assertThat(result().subject()).isEqualTo("theirs");
    assertThat(result().comparisons()).extracting(Comparison::first).containsOnly("theirs");
  }

  @Test
  void baselineThatIsNoSystem_isWrongUsage() {
    CommandRun run = evaluate("--baseline", "nobody");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("the name of one of --wavs: ours, theirs");
  }
}
