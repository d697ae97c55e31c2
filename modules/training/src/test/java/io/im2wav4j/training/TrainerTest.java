package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.dataset.Batch;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.stop.StoppedException;
import io.im2wav4j.nn.optim.Decay;
import io.im2wav4j.training.tensorboard.EventFiles;
import io.im2wav4j.training.tensorboard.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.util.Event;

class TrainerTest {
  @TempDir Path folder;

  static TrainingConfig config(long steps, double learningRate) {
    return new TrainingConfig(
        steps,
        1,
        learningRate,
        0.9,
        0.999,
        0,
        2,
        Decay.NONE,
        1,
        0.5,
        1,
        false,
        10,
        10,
        null,
        2,
        0,
        5,
        1);
  }

  @Test
  void resume_equalsNoInterruptionBitForBit() throws IOException {
    ResumeCheck.run(folder, LineTask::new);
  }

  @Test
  void training_lowersTheLoss_logsIt_andKeepsTheNewestCheckpoints() {
    RunFolder run = ResumeCheck.open(folder, config(60, 0.1));
    new Trainer(run, config(60, 0.1), new LineTask()).run();
    List<JsonNode> lines = run.metrics().stream().filter(line -> line.has("loss")).toList();
    assertThat(lines).hasSize(12);
    assertThat(lines.get(11).path("loss").asDouble())
        .isLessThan(lines.get(0).path("loss").asDouble() / 10);
    assertThat(lines.get(0).properties().stream().map(e -> e.getKey()))
        .containsExactly("step", "loss", "half", "gradientNorm", "learningRate");
    assertThat(run.metrics().stream().filter(l -> l.has("validation"))).hasSize(6);
    assertThat(run.checkpoints()).containsExactly(run.checkpoint(50), run.checkpoint(60));
    assertThat(run.isDone()).isTrue();
  }

  @Test
  void eventsOfAnInterruptedAndResumedRun_areTheLinesOfItsMetrics() throws IOException {
    RunFolder run = ResumeCheck.open(folder, config(20, 0.1));
    assertThatThrownBy(
            new Trainer(run, config(20, 0.1), new InterruptingTask(new LineTask(), 12))::run)
        .isInstanceOf(StoppedException.class);
    assertThat(Thread.interrupted()).isTrue();
    new Trainer(run, config(20, 0.1), new LineTask()).run();
    List<Map<String, Float>> lines = new ArrayList<>();
    for (JsonNode line : run.metrics()) {
      Map<String, Float> values = new TreeMap<>();
      values.put("step", (float) line.path("step").asLong());
      line.properties().stream()
          .filter(e -> e.getValue().isNumber())
          .forEach(e -> values.put(e.getKey(), (float) e.getValue().asDouble()));
      line.path("validation")
          .properties()
          .forEach(e -> values.put("validation/" + e.getKey(), (float) e.getValue().asDouble()));
      lines.add(values);
    }
    List<Map<String, Float>> events = new ArrayList<>();
    List<Float> speeds = new ArrayList<>();
    for (Event event : EventFiles.read(folder)) {
      if (event.hasSummary()) {
        Map<String, Float> values = new TreeMap<>();
        values.put("step", (float) event.getStep());
        event.getSummary().getValueList().forEach(v -> values.put(v.getTag(), v.getSimpleValue()));
        Float speed = values.remove("pointsPerSecond");
        if (speed != null) {
          speeds.add(speed);
        }
        events.add(values);
      }
    }
    assertThat(EventLog.files(folder)).hasSize(2);
    assertThat(events).hasSizeGreaterThan(4).isEqualTo(lines);
    assertThat(speeds)
        .isNotEmpty()
        .isEqualTo(
            run.speed().stream()
                .map(line -> (float) line.path("pointsPerSecond").asDouble())
                .toList());
  }

  @Test
  void twoRuns_haveTheSameBytesInAllThatIsCompared() throws IOException {
    for (String name : List.of("a", "b")) {
      RunFolder run = ResumeCheck.open(folder.resolve(name), config(30, 0.1));
      new Trainer(run, config(30, 0.1), new LineTask()).run();
      assertThat(run.speed().get(0).properties().stream().map(e -> e.getKey()))
          .containsExactly("step", "pointsPerSecond");
    }
    try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
      List<Path> compared =
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.getFileName().toString().matches("speed.jsonl|events.out.*"))
              .toList();
      assertThat(compared).hasSizeGreaterThan(6);
      for (Path file : compared) {
        assertThat(folder.resolve("b").resolve(folder.resolve("a").relativize(file)))
            .hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void finishedRun_isNotTrainedAgain() {
    RunFolder run = ResumeCheck.open(folder, config(3, 0.1));
    new Trainer(run, config(3, 0.1), new LineTask()).run();
    LineTask again = new LineTask();
    new Trainer(run, config(3, 0.1), again).run();
    assertThat(again.steps.getFloat()).isZero();
  }

  @Test
  void explodingLoss_stopsWithAdviceAndKeepsTheLastGoodCheckpoint() {
    RunFolder run = ResumeCheck.open(folder, config(100, 0.01));
    LineTask task = new LineTask();
    TrainingTask exploding =
        new DelegatingTask(task) {
          private long batches;

          @Override
          public StepResult step(Batch batch, long seed) {
            task.scale = batches < 25 ? 1 : batches;
            batches++;
            return super.step(batch, seed);
          }
        };
    assertThatThrownBy(() -> new Trainer(run, config(100, 0.01), exploding).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("diverged")
        .hasMessageContaining("learningRate");
    assertThat(run.latestCheckpoint()).contains(run.checkpoint(20));
  }

  @Test
  void lossThatIsNoNumber_stopsAtOnce() {
    RunFolder run = ResumeCheck.open(folder, config(10, 0.01));
    LineTask task = new LineTask();
    task.scale = Float.NaN;
    assertThatThrownBy(() -> new Trainer(run, config(10, 0.01), task).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("NaN at the first step")
        .hasMessageNotContaining("learningRate");
    assertThat(run.latestCheckpoint()).isEmpty();
  }

  @Test
  void aValueOfTheDataThatIsNoNumber_isNotCalledDivergence() {
    RunFolder run = ResumeCheck.open(folder, config(10, 0.01));
    LineTask task = new LineTask();
    TrainingTask broken =
        new DelegatingTask(task) {
          private int batches;

          @Override
          public StepResult step(Batch batch, long seed) {
            if (++batches == 4) {
              batch.getData().head().set(new NDIndex(0, 1), Float.NaN);
            }
            return super.step(batch, seed);
          }
        };
    assertThatThrownBy(() -> new Trainer(run, config(10, 0.01), broken).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not a number in the data of step 4")
        .hasMessageNotContaining("diverged");
  }

  @Test
  void checkpointOfOtherData_isRefused() {
    TrainingConfig config = config(20, 0.01);
    RunFolder run = ResumeCheck.open(folder, config);
    assertThatThrownBy(new Trainer(run, config, new InterruptingTask(new LineTask(), 4))::run)
        .isInstanceOf(StoppedException.class);
    assertThat(Thread.interrupted()).isTrue();
    LineTask other = new LineTask();
    other.data = "others";
    assertThatThrownBy(() -> new Trainer(run, config, other).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("points (was these, is others)");
  }

  @Test
  void finishedRunOfOtherData_isRefusedToo_andOneThatNotesNoDataIsLeftAsItIs() throws IOException {
    TrainingConfig config = config(4, 0.01);
    RunFolder run = ResumeCheck.open(folder, config);
    new Trainer(run, config, new LineTask()).run();
    new Trainer(run, config, new LineTask()).run();
    LineTask other = new LineTask();
    other.data = "others";
    assertThatThrownBy(() -> new Trainer(run, config, other).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("points (was these, is others)");
    Files.delete(run.latestCheckpoint().orElseThrow().resolve("state.json")); // as imported runs
    new Trainer(run, config, other).run();
  }

  @Test
  void checkpointOfAnotherConfiguration_isRefusedNamingTheKey() {
    ResumeCheck.open(folder, config(10, 0.01));
    assertThatThrownBy(() -> ResumeCheck.open(folder, config(10, 0.02)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("learningRate");
  }

  @Test
  void numberOfArrays_isFlatOverFiftySteps() {
    LineTask task = new LineTask();
    List<Integer> live = new ArrayList<>();
    TrainingTask counting =
        new DelegatingTask(task) {
          @Override
          public StepResult step(Batch batch, long seed) {
            live.add(task.manager.getManagedArrays().size());
            return super.step(batch, seed);
          }
        };
    new Trainer(ResumeCheck.open(folder, config(50, 0.01)), config(50, 0.01), counting).run();
    assertThat(live).hasSize(50).containsOnly(live.get(0));
  }
}
