package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.exchange.PublishedCheckpoint;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.nn.golden.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Published files as the reference wrote them: a whole greedy run from picture to sound. */
class PublishedTripleGoldenTest {
  private final Golden golden = Golden.open("extended/checkpoints");

  private static PublishedCheckpoint open(String name) {
    return PublishedCheckpoint.open(GoldenFolder.file("extended/checkpoints/" + name));
  }

  private void close(NDArray actual, String expected) {
    golden.assertClose(actual, expected, "default");
  }

  @Test
  void vqVae_codesAreExactAndSoundIsTheReferences() {
    try (PublishedCheckpoint file = open("vqvae.tar");
        NDManager manager = NDManager.newBaseManager()) {
      VqVae model = file.vqVae(manager);
      NDArray sound = golden.array(manager, "input.x").squeeze(2);
      for (CodeLevel level : model.config().levels()) {
        assertThat(model.encode(sound, level).toLongArray())
            .isEqualTo(golden.array(manager, "expect.codes_l" + level.index()).toLongArray());
        close(
            model.decode(golden.array(manager, "input.z" + level.index()), level),
            "expect.audio_from_l" + level.index());
      }
    }
  }

  @Test
  void logits_areTheReferences() {
    try (PublishedCheckpoint low = open("low.tar");
        PublishedCheckpoint up = open("up.tar");
        NDManager manager = NDManager.newBaseManager()) {
      ExtendedLanguageModel lower =
          new ExtendedLanguageModel(
              TestedEngine.TENSOR, golden, manager, low.languageModel(manager));
      NDArray z1 = golden.array(manager, "input.z1");
      ImageInput image = lower.image("input.y_low");
      close(lower.model.logits(z1, lower.model.conditions(image, null)), "expect.low_logits_label");
      close(
          lower.model.logits(z1, lower.model.conditions(image.allDropped(), null)),
          "expect.low_logits_null");
      ExtendedLanguageModel upper =
          new ExtendedLanguageModel(
              TestedEngine.TENSOR, golden, manager, up.languageModel(manager));
      close(
          upper.model.logits(
              golden.array(manager, "input.z0"),
              upper.model.conditions(upper.image("input.y_up"), z1)),
          "expect.up_logits");
    }
  }

  @Test
  void greedyRun_fromPictureToSoundIsTheReferences() {
    try (PublishedCheckpoint low = open("low.tar");
        PublishedCheckpoint up = open("up.tar");
        PublishedCheckpoint sound = open("vqvae.tar");
        NDManager manager = NDManager.newBaseManager()) {
      ExtendedLanguageModel lower =
          new ExtendedLanguageModel(
              TestedEngine.TENSOR, golden, manager, low.languageModel(manager));
      ImageInput image = lower.image("input.y_low");
      int[][] wantedLow = lower.codes("expect.low_greedy_cfg3_tokens");
      int[][] lowCodes = new int[wantedLow.length][wantedLow[0].length];
      lower.decode(
          ExtendedLanguageModel.both(
              lower.model.conditions(image, null),
              lower.model.conditions(image.allDropped(), null)),
          lowCodes.length,
          3,
          lowCodes,
          0,
          true);
      lower.assertGreedy(lowCodes, "expect.low_greedy_cfg3_tokens", "expect.low_greedy_top_gap", 0);

      ExtendedLanguageModel upper =
          new ExtendedLanguageModel(
              TestedEngine.TENSOR, golden, manager, up.languageModel(manager));
      String wantedTokens = "expect.up_greedy_tokens_from_low_greedy";
      int[][] wantedUp = upper.codes(wantedTokens);
      int[][] upCodes = new int[wantedUp.length][wantedUp[0].length];
      upper.decode(
          upper.model.conditions(
              upper.image("input.y_up"), golden.array(manager, "expect.low_greedy_cfg3_tokens")),
          upCodes.length,
          1,
          upCodes,
          0,
          true);
      upper.assertGreedy(upCodes, wantedTokens, "expect.up_greedy_top_gap", 0);

      VqVae vqVae = sound.vqVae(manager);
      // The reference's own codes: ours may differ after a code that was a near tie.
      close(vqVae.decode(codes(manager, wantedLow), CodeLevel.LOW), "expect.final_audio_l1");
      close(vqVae.decode(codes(manager, wantedUp), CodeLevel.UP), "expect.final_audio_l0");
    }
  }

  private static NDArray codes(NDManager manager, int[][] codes) {
    long[] all = Arrays.stream(codes).flatMapToInt(Arrays::stream).asLongStream().toArray();
    return manager.create(all).reshape(codes.length, codes[0].length);
  }
}
