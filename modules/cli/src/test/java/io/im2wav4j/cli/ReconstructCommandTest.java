package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VQ-VAE with random weights on a made-up sound of several windows. */
class ReconstructCommandTest {
  private static final VqVaeConfig CONFIG =
      new VqVaeConfig(
          16000,
          2048,
          List.of(2, 1),
          4,
          2,
          3,
          8,
          16,
          0.9,
          0.02,
          1,
          new VqVaeLossConfig(0, 1, 0, 1, 0, 0, new SpectralResolution(256, 64, 256), List.of()));

  @TempDir static Path folder;
  private static Path run;
  private static Path sound;

  @BeforeAll
  static void make() {
    run = folder.resolve("vqvae");
    Path weights = run.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = new VqVae(new ParameterFactory(manager, 1), CONFIG);
      model.initialiseCodebooks(manager.create(noise(16_000), new Shape(1, 16_000)), new Random(1));
      Weights.save(weights, model.state(), Map.of());
    }
    TrainedModels.writeVqVae(run, CONFIG, weights);
    sound = folder.resolve("noise one.wav");
    WavFile.write(
        sound,
        new AudioClip(new float[][] {noise(350_001), noise(350_001)}, 22_050),
        WavFile.Encoding.PCM_16);
  }

  @Test
  void aKeptSoundOfAnotherLevelIsRefusedByTheLevelsName() {
    Path out = folder.resolve("kept-level");
    CommandRun.ok("reconstruct", "--vqvae", run, "--out", out, sound);
    CommandRun other =
        CommandRun.failed(1, "reconstruct", "--vqvae", run, "--level", "low", "--out", out, sound);
    assertThat(other.err()).contains("level = up (now low)");
  }

  @Test
  void aSoundGoesThroughTheCodesOfALevel() {
    for (CodeLevel level : CodeLevel.values()) {
      Path out = folder.resolve("out" + level);
      CommandRun done =
          CommandRun.of("reconstruct", "--vqvae", run, "--level", level, "--out", out, sound);
      assertThat(done.exitCode()).as(done.err()).isZero();
      Path wav = out.resolve("noise_one.wav");
      assertThat(done.out().strip()).isEqualTo(wav.toString());
      float[] samples = Resampler.toMono(MediaFile.audio(sound), 16_000);
      assertThat(MediaFile.audio(wav).channels()[0])
          .containsExactly(expected(samples, level), org.assertj.core.api.Assertions.within(1e-4f));
      JsonNode json = Json.read(out.resolve("noise_one.json"), JsonNode.class);
      assertThat(json.at("/recipe/source").asText()).isEqualTo("noise one.wav");
      assertThat(json.at("/recipe/level").asText()).isEqualTo(level.toString());
      assertThat(json.at("/samples").asLong()).isEqualTo(samples.length);
    }
  }

  private static float[] expected(float[] samples, CodeLevel level) {
    int hop = CONFIG.largestHop();
    float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = TrainedModels.vqVae(run, manager);
      NDArray codes = model.encode(manager.create(padded, new Shape(1, padded.length)), level);
      return Arrays.copyOf(model.decode(codes, level).toFloatArray(), samples.length);
    }
  }

  @Test
  void whatIsThereIsKept_butNotUnderAnotherLevel() throws Exception {
    Path out = folder.resolve("kept");
    Object[] command = {"reconstruct", "--vqvae", run, "--seconds", 1, "--out", out, sound};
    assertThat(CommandRun.of(command).exitCode()).isZero();
    var before = Files.getLastModifiedTime(out.resolve("noise_one.wav"));
    assertThat(CommandRun.of(command).exitCode()).isZero();
    assertThat(Files.getLastModifiedTime(out.resolve("noise_one.wav"))).isEqualTo(before);
    assertThat(MediaFile.audio(out.resolve("noise_one.wav")).length()).isEqualTo(16_000);
    CommandRun other =
        CommandRun.of(
            "reconstruct", "--vqvae", run, "--seconds", 1, "--level", "low", "--out", out, sound);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("made otherwise").contains("--out");
  }

  @Test
  void wrongInput_isOneErrorThatSaysTheFix() throws Exception {
    Path out = folder.resolve("errors");
    CommandRun level =
        CommandRun.of("reconstruct", "--vqvae", run, "--level", "middle", "--out", out, sound);
    assertThat(level.exitCode()).isEqualTo(2);
    assertThat(level.err()).contains("'middle'").contains("up or low");
    CommandRun missing =
        CommandRun.of("reconstruct", "--vqvae", run, "--out", out, folder.resolve("no.wav"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("no.wav: no such file");
    Path text = Files.writeString(folder.resolve("text.wav"), "no sound");
    assertThat(CommandRun.of("reconstruct", "--vqvae", run, "--out", out, text).err())
        .contains("text.wav: cannot be decoded");
    CommandRun twice = CommandRun.of("reconstruct", "--vqvae", run, "--out", out, sound, sound);
    assertThat(twice.err()).contains("two files of one name");
    Path own = folder.resolve("own.wav");
    Files.copy(sound, own);
    assertThat(CommandRun.of("reconstruct", "--vqvae", run, "--out", folder, own).err())
        .contains("would be overwritten");
    assertThat(out).doesNotExist();
  }

  private static float[] noise(int samples) {
    Random random = new Random(samples);
    float[] noise = new float[samples];
    for (int t = 0; t < samples; t++) {
      noise[t] = (float) (0.2 * random.nextGaussian());
    }
    return noise;
  }
}
