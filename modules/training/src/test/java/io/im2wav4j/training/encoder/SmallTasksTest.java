package io.im2wav4j.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.small.LogMelConfig;
import io.im2wav4j.encoders.small.SmallClassifierConfig;
import io.im2wav4j.encoders.small.SmallEncoderConfig;
import io.im2wav4j.encoders.small.SmallLogMel;
import io.im2wav4j.encoders.small.SmallModelFiles;
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

class SmallTasksTest {
  private static final LogMelConfig MEL = new LogMelConfig(16000, 512, 160, 16, 40, 8000);
  private static final SmallEncoderConfig PAIR = new SmallEncoderConfig(16, 16, 8, 8, 0.1, MEL);

  @TempDir Path folder;

  /** Two kinds: bright pictures sound high, dark ones low. */
  private static List<Example> examples(String prefix, int count) {
    List<Example> examples = new ArrayList<>();
    SmallLogMel frontEnd = new SmallLogMel(MEL);
    for (int i = 0; i < count; i++) {
      boolean high = i % 2 == 0;
      float[] picture = Signals.noise(3 * 16 * 16, i);
      for (int p = 0; p < picture.length; p++) {
        picture[p] = 0.3f * picture[p] + (high ? 1 : -1);
      }
      examples.add(
          new Example(
              prefix + i,
              high ? "high" : "low",
              List.of(picture),
              frontEnd.of(Signals.tone(high ? 3000 : 300, 4000, i))));
    }
    return examples;
  }

  private static EncoderTask encoder(TrainingConfig training) {
    return encoder(training, examples("t", 8));
  }

  private static EncoderTask encoder(TrainingConfig training, List<Example> train) {
    return new EncoderTask(
        NDManager.newBaseManager(),
        new EncoderRun(PAIR, training, 0.2, 1, 0.5),
        train,
        examples("v", 4));
  }

  private static ClassifierTask classifier(TrainingConfig training) {
    return classifier(training, examples("t", 8));
  }

  private static ClassifierTask classifier(TrainingConfig training, List<Example> train) {
    return new ClassifierTask(
        NDManager.newBaseManager(),
        new ClassifierRun(new SmallClassifierConfig(8, 8, MEL), training, 0.2),
        train,
        examples("v", 4));
  }

  private static TrainingConfig training(long steps) {
    return new TrainingConfig(
        steps, 4, 3e-3, 0.9, 0.999, 0, 2, Decay.NONE, 1, 0.8, 1, false, 0, 0, null, 1, 0, 10, 1);
  }

  private static JsonNode lastValidation(RunFolder run) {
    return run.metrics().stream()
        .filter(l -> l.has("validation"))
        .reduce((a, b) -> b)
        .orElseThrow()
        .path("validation");
  }

  @Test
  void resumeOfThePair_equalsNoInterruptionBitForBit() throws IOException {
    ResumeCheck.run(folder, () -> encoder(ResumeCheck.config(10)));
  }

  @Test
  void resumeOfTheClassifier_equalsNoInterruptionBitForBit() throws IOException {
    ResumeCheck.run(folder, () -> classifier(ResumeCheck.config(10)));
  }

  /** Examples of which the first has other content with the same hash code. */
  private static List<Example> otherExamples() {
    List<Example> examples = examples("t", 8);
    Signals.changeKeepingHashCode(examples.get(0).pictures().get(0));
    Signals.changeKeepingHashCode(examples.get(0).sound().values());
    return examples;
  }

  @Test
  void pairsOfTheSameNamesAndSizesWithOtherContent_areRefused() {
    TrainingConfig training = ResumeCheck.config(5);
    ResumeCheck.refuses(
        folder,
        encoder(training),
        encoder(training, otherExamples()),
        "training pictures (was ",
        "training sounds (was ");
  }

  @Test
  void soundsOfTheSameNamesAndLengthsWithOtherContent_areRefusedByTheClassifier() {
    TrainingConfig training = ResumeCheck.config(5);
    ResumeCheck.refuses(
        folder,
        classifier(training),
        classifier(training, otherExamples()),
        "training sounds (was ");
  }

  @Test
  void pair_learnsWhichKindOfSoundGoesWithAPicture() {
    RunFolder run = ResumeCheck.open(folder, training(40));
    new Trainer(run, training(40), encoder(training(40))).run();
    assertThat(lastValidation(run).path("imageToSound.kindAccuracy").asDouble()).isEqualTo(1);
    SmallModelFiles.imageEncoder(folder).close();
  }

  @Test
  void classifier_learnsTheKinds_andOpensFromItsRun() {
    RunFolder run = ResumeCheck.open(folder, training(40));
    new Trainer(run, training(40), classifier(training(40))).run();
    assertThat(lastValidation(run).path("accuracy").asDouble()).isEqualTo(1);
    try (AudioClassifier opened = SmallModelFiles.classifier(folder)) {
      assertThat(opened.labels()).containsExactly("high", "low");
      float[] scores = opened.logits(List.of(Signals.tone(3000, 3200, 77)))[0];
      assertThat(scores[0]).isGreaterThan(scores[1]);
    }
  }
}
