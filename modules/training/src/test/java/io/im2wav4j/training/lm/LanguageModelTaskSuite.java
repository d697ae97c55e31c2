package io.im2wav4j.training.lm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.nn.optim.Decay;
import io.im2wav4j.training.ResumeCheck;
import io.im2wav4j.training.Signals;
import io.im2wav4j.training.Trainer;
import io.im2wav4j.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training of Low and Up with the engine that is on the class path. */
public abstract class LanguageModelTaskSuite {
  static final int CODES = 16;
  static final LanguageModelConfig LOW =
      new LanguageModelConfig(
          CODES,
          16,
          8,
          16,
          3,
          1,
          4,
          0.25,
          1,
          1,
          new ImageConditionerConfig(8, true, 0.3, 0.1, new TimeConfig(4, 0, 1000)),
          null);
  static final LanguageModelConfig UP =
      new LanguageModelConfig(
          CODES,
          32,
          4,
          16,
          3,
          1,
          4,
          0.25,
          1,
          1,
          new ImageConditionerConfig(8, false, 0, 0.1, null),
          new CodeConditionerConfig(CODES, 8, 2, 3, 2, 1));

  @TempDir Path folder;

  /** Clips whose codes count up from a start that their picture shows. */
  static List<CodedClip> clips(String prefix, int count) {
    List<CodedClip> clips = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] low = new int[20 + i];
      int[] up = new int[2 * low.length];
      for (int t = 0; t < up.length; t++) {
        low[t / 2] = (i % 2 * 8 + t / 2 % 2) % CODES;
        up[t] = (low[t / 2] + t % 2) % CODES;
      }
      float[][] frames = new float[3][];
      for (int f = 0; f < 3; f++) {
        frames[f] = Signals.noise(8, i % 2);
      }
      clips.add(
          new CodedClip(
              prefix + i, low, up, new FrameSequence(frames, new double[] {0, 0.004, 0.008})));
    }
    return clips;
  }

  static LanguageModelTask task(LanguageModelConfig model, TrainingConfig training) {
    return task(model, training, clips("t", 6));
  }

  static LanguageModelTask task(
      LanguageModelConfig model, TrainingConfig training, List<CodedClip> train) {
    return new LanguageModelTask(
        NDManager.newBaseManager(),
        new LanguageModelRun(model, training, 0.5),
        16000,
        train,
        clips("v", 6),
        null);
  }

  @Test
  void resumeOfLow_equalsNoInterruptionBitForBit() throws IOException {
    ResumeCheck.run(folder, () -> task(LOW, ResumeCheck.config(10)));
  }

  @Test
  void resumeOfUp_equalsNoInterruptionBitForBit() throws IOException {
    ResumeCheck.run(folder, () -> task(UP, ResumeCheck.config(10)));
  }

  @Test
  void training_learnsTheCodesAndWhatThePictureSays_andTheRunOpensAsAModel() {
    TrainingConfig training =
        new TrainingConfig(
            150, 4, 1e-2, 0.9, 0.999, 0, 5, Decay.NONE, 1, 0.9, 1, true, 50, 0, null, 1, 0, 10, 1);
    RunFolder run = ResumeCheck.open(folder, training);
    new Trainer(run, training, task(LOW, training)).run();
    JsonNode last =
        run.metrics().stream()
            .filter(l -> l.has("validation"))
            .reduce((a, b) -> b)
            .orElseThrow()
            .path("validation");
    assertThat(last.path("bitsPerCode").asDouble()).isLessThan(1.5);
    assertThat(last.path("bitsPerCodeWrongImage").asDouble())
        .isGreaterThan(last.path("bitsPerCode").asDouble() + 0.1);
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(TrainedModels.languageModel(folder, manager).config()).isEqualTo(LOW);
    }
  }
}
