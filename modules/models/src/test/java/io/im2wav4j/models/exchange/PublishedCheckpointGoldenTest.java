package io.im2wav4j.models.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three published files, loaded by their own hps, compute what the reference computes. */
class PublishedCheckpointGoldenTest {
  private final Golden golden = Golden.open("checkpoints/expected");
  private final double tolerance = golden.stated("# relative", 1e-3);

  private static PublishedCheckpoint open(String name) {
    return PublishedCheckpoint.open(GoldenFolder.file("checkpoints/" + name));
  }

  @Test
  void everyFile_computesWhatTheReferenceComputes() {
    vqVae();
    if (!golden.leftOut("low.tar")) {
      low();
    }
    if (!golden.leftOut("up.tar")) {
      up();
    }
  }

  private void vqVae() {
    try (PublishedCheckpoint file = open("vqvae.tar");
        NDManager manager = NDManager.newBaseManager()) {
      VqVae model = file.vqVae(manager);
      NDArray wave = golden.array(manager, "input.wave").squeeze(2);
      for (CodeLevel level : model.config().levels()) {
        assertThat(model.encode(wave, level).toLongArray())
            .isEqualTo(
                golden.array(manager, "expect.codes_of_wave." + level.index()).toLongArray());
        golden.assertRelative(
            model.decode(golden.array(manager, "input.codes." + level.index()), level),
            "expect.decode." + level.index(),
            tolerance);
      }
      assertThat(file.step()).isNotNegative();
      assertThat(file.bandwidth()).isPresent();
    }
  }

  private void low() {
    try (PublishedCheckpoint file = open("low.tar");
        NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = file.languageModel(manager);
      assertThat(model.config().conditioner()).isNull();
      assertThat(model.config().image().hasNull()).isTrue();
      NDArray codes = golden.array(manager, "input.codes.1");
      ImageInput image = model.imageConditioner().input(manager, windows());
      golden.assertRelative(
          model.logits(codes, model.conditions(image, null)), "expect.low.logits.cond", tolerance);
      golden.assertRelative(
          model.logits(codes, model.conditions(image.allDropped(), null)),
          "expect.low.logits.null",
          tolerance);
    }
  }

  private void up() {
    try (PublishedCheckpoint file = open("up.tar");
        NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = file.languageModel(manager);
      assertThat(model.config().conditioner()).isNotNull();
      ImageInput image = model.imageConditioner().input(manager, windows());
      NDArray upper = golden.array(manager, "input.codes.1");
      golden.assertRelative(
          model.logits(golden.array(manager, "input.codes.0"), model.conditions(image, upper)),
          "expect.up.logits.cond",
          tolerance);
    }
  }

  private List<ClipWindow> windows() {
    long[] shape = golden.tensor("input.clip_frames").shape();
    float[] all = golden.tensor("input.clip_frames").toFloats();
    float[] position = golden.tensor("input.position").toFloats();
    int width = (int) shape[2];
    List<ClipWindow> windows = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      float[][] rows = new float[(int) shape[1]][];
      for (int f = 0; f < rows.length; f++) {
        int from = (i * rows.length + f) * width;
        rows[f] = Arrays.copyOfRange(all, from, from + width);
      }
      windows.add(new ClipWindow(rows, position[0], position[1], position[2]));
    }
    return windows;
  }

  @Test
  void aFileForAnotherModel_isRefused() {
    try (NDManager manager = NDManager.newBaseManager();
        PublishedCheckpoint sound = open("vqvae.tar");
        PublishedCheckpoint low =
            PublishedCheckpoint.open(GoldenFolder.file("extended/checkpoints/low.tar"))) {
      assertThatThrownBy(() -> sound.languageModel(manager))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("vqvae.tar hps.prior");
      assertThatThrownBy(() -> low.vqVae(manager))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("low.tar hps.prior");
    }
  }
}
