package io.im2wav4j.training.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.optim.Decay;
import io.im2wav4j.training.ResumeCheck;
import io.im2wav4j.training.Signals;
import io.im2wav4j.training.Trainer;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.sound.MemorySounds;
import io.im2wav4j.training.sound.Sounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqVaeTaskTest {
  private static final VqVaeConfig CONFIG =
      new VqVaeConfig(
          16000,
          512,
          List.of(2, 1),
          8,
          1,
          3,
          8,
          16,
          0.99,
          0.02,
          1,
          new VqVaeLossConfig(
              0,
              1,
              0.02,
              64,
              0,
              1,
              new SpectralResolution(256, 60, 240),
              List.of(new SpectralResolution(256, 60, 240), new SpectralResolution(128, 25, 60))));

  @TempDir Path folder;

  private static MemorySounds sounds(String prefix, int count) {
    List<String> ids = Stream.iterate(0, i -> i + 1).limit(count).map(i -> prefix + i).toList();
    // One is shorter than a window.
    return new MemorySounds(
        ids,
        Stream.iterate(0, i -> i + 1)
            .limit(count)
            .map(i -> Signals.tone(200 + 130 * i, i == 1 ? 300 : 1500, i))
            .toList());
  }

  private static VqVaeTask task(TrainingConfig training) {
    return task(training, sounds("t", 5));
  }

  private static VqVaeTask task(TrainingConfig training, Sounds train) {
    Bandwidth bandwidth = BandwidthFile.gather(sounds("t", 5), CONFIG, 1);
    return new VqVaeTask(
        NDManager.newBaseManager(),
        new VqVaeRun(CONFIG, training),
        train,
        sounds("v", 3),
        bandwidth);
  }

  @Test
  void resume_equalsNoInterruptionBitForBit() throws IOException {
    ResumeCheck.run(folder, () -> task(ResumeCheck.config(10)));
  }

  @Test
  void soundsOfTheSameNamesAndLengthsWithOtherContent_areRefused() {
    MemorySounds other = sounds("t", 5);
    other.samples().get(3)[100] += 1e-3f;
    TrainingConfig training = ResumeCheck.config(5);
    ResumeCheck.refuses(folder, task(training), task(training, other), "training sounds (was ");
  }

  @Test
  void training_lowersTheHeldOutLoss_writesSamples_andTheRunOpensAsAModel() throws IOException {
    TrainingConfig training =
        new TrainingConfig(
            25, 2, 1e-2, 0.9, 0.999, 0, 2, Decay.COSINE, 1, 0.8, 1, false, 5, 0, null, 1, 0, 5, 1);
    RunFolder run = ResumeCheck.open(folder, training);
    new Trainer(run, training, task(training)).run();

    List<JsonNode> validation = run.metrics().stream().filter(l -> l.has("validation")).toList();
    double first = validation.get(0).at("/validation/loss").asDouble();
    double last = validation.get(validation.size() - 1).at("/validation/loss").asDouble();
    assertThat(last).isLessThan(0.8 * first);
    try (Stream<Path> samples = Files.list(run.samples())) {
      assertThat(samples.map(p -> p.getFileName().toString()))
          .contains("v0-original.wav", "v0-up-step-00000025.wav", "v0-low-step-00000025.wav");
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      VqVae model = TrainedModels.vqVae(folder, manager);
      NDArray codes =
          model.encode(manager.create(Signals.tone(330, 512, 1)).expandDims(0), CodeLevel.LOW);
      assertThat(codes.getShape().getShape()).containsExactly(1, 64);
    }
  }

  @Test
  void theUseOfTheCodebooks_standsAtEachValidation_andAtEachLineWhereThereIsNone() {
    TrainingConfig training =
        new TrainingConfig(
            4, 2, 1e-2, 0.9, 0.999, 0, 2, Decay.COSINE, 1, 0.8, 1, false, 2, 0, null, 1, 0, 2, 1);
    // A few codes do for silence.
    assertThat(trained(training, new MemorySounds(List.of("v"), List.of(new float[600]))))
        .filteredOn(l -> l.has("validation"))
        .hasSize(2)
        .allMatch(l -> l.at("/validation/low.codesInUse").asDouble() >= 100 / 16.0)
        .allMatch(l -> l.at("/validation/low.codesInUse").asDouble() < 60)
        .allMatch(l -> l.at("/validation/low.codebookPerplexity").asDouble() >= 1);
    assertThat(trained(training, new MemorySounds(List.of(), List.of())))
        .filteredOn(l -> l.has("loss"))
        .isNotEmpty()
        .allMatch(l -> l.path("up.codesInUse").asDouble() > 100 / 16.0)
        .allMatch(l -> l.path("up.codebookPerplexity").asDouble() > 1);
  }

  private List<JsonNode> trained(TrainingConfig training, Sounds validation) {
    Path own = folder.resolve("v" + validation.count());
    RunFolder run = ResumeCheck.open(own, training);
    VqVaeTask task =
        new VqVaeTask(
            NDManager.newBaseManager(),
            new VqVaeRun(CONFIG, training),
            sounds("t", 5),
            validation,
            BandwidthFile.gather(sounds("t", 5), CONFIG, 1));
    new Trainer(run, training, task).run();
    return run.metrics();
  }

  @Test
  void bandwidth_namesTheCauseThatIsKnown() {
    MemorySounds broken = sounds("t", 4);
    Arrays.fill(broken.samples().get(2), Float.NaN);
    assertThatThrownBy(() -> BandwidthFile.gather(broken, CONFIG, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the sound t2 has the sample NaN")
        .hasMessageNotContaining("silence");
    MemorySounds silent = new MemorySounds(List.of("s"), List.of(new float[900]));
    assertThatThrownBy(() -> BandwidthFile.gather(silent, CONFIG, 1))
        .hasMessageContaining("silence");
    float[] constant = new float[900];
    Arrays.fill(constant, 0.25f);
    assertThatThrownBy(
            () ->
                BandwidthFile.gather(new MemorySounds(List.of("c"), List.of(constant)), CONFIG, 1))
        .hasMessageContaining("do not vary")
        .hasMessageNotContaining("silence");
  }

  @Test
  void bandwidth_isKeptWithTheRunsCheckpoints_andBeforeTheFirstIsThatOfTheSoundsGivenNow()
      throws IOException {
    RunFolder run = RunFolder.openOrCreate(folder, CONFIG, VqVaeConfig.class);
    Bandwidth first = BandwidthFile.of(run, sounds("t", 4), CONFIG, 1);
    Bandwidth other = BandwidthFile.of(run, sounds("other", 2), CONFIG, 2);
    assertThat(other).isNotEqualTo(first);
    Files.createDirectories(run.checkpoint(1));
    assertThat(BandwidthFile.of(run, sounds("t", 4), CONFIG, 1)).isEqualTo(other);
  }
}
