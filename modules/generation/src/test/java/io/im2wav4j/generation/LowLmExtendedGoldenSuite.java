package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.optim.AdamSettings;
import io.im2wav4j.nn.optim.AdamW;
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** Low against extended/low_lm, computed by one engine. */
public abstract class LowLmExtendedGoldenSuite {
  protected abstract TestedEngine engine();

  private void with(Consumer<ExtendedLanguageModel> check) {
    with(true, check);
  }

  private void with(boolean perFrame, Consumer<ExtendedLanguageModel> check) {
    Golden golden = Golden.open("extended/low_lm");
    try (NDManager manager = NDManager.newBaseManager()) {
      check.accept(new ExtendedLanguageModel(engine(), golden, manager, perFrame));
    }
  }

  @Test
  void conditionsOfVideosStillImagesAndNothing_equalTheReference() {
    with(
        m -> {
          conditions(m, "input.y", "");
          conditions(m, "input.y_image", "image_");
        });
  }

  private static void conditions(ExtendedLanguageModel m, String input, String prefix) {
    ImageInput image = m.image(input);
    Conditions conditions = m.model.conditions(image, null);
    Conditions nothing = m.model.conditions(image.allDropped(), null);
    m.close(conditions.start(), "expect." + prefix + "y_cond_label");
    m.close(conditions.perCode(), "expect." + prefix + "x_cond_label");
    m.close(nothing.start(), "expect." + prefix + "y_cond_null");
    m.close(nothing.perCode(), "expect." + prefix + "x_cond_null");
  }

  @Test
  void conditionsWithoutFramesPerCode_equalTheReference() {
    with(
        false,
        m -> {
          Conditions conditions = m.model.conditions(m.image("input.y_noframes"), null);
          m.close(conditions.start(), "expect.noframes_y_cond_label");
          m.close(conditions.perCode(), "expect.noframes_x_cond");
        });
  }

  @Test
  void logitsLossAndGradients_equalTheReference() {
    with(
        m -> {
          NDArray codes = m.golden.array(m.manager, "input.z");
          ImageInput image = m.image("input.y");
          NDArray logits = m.model.logits(codes, m.model.conditions(image, null));
          m.close(logits, "expect.logits_label");
          m.close(LanguageModel.bitsPerCode(logits, codes), "expect.bpd_label_direct");
          NDArray nothing = m.model.logits(codes, m.model.conditions(image.allDropped(), null));
          m.close(nothing, "expect.logits_null");
          m.close(LanguageModel.bitsPerCode(nothing, codes), "expect.bpd_null_direct");

          int[] mixed = m.golden.tensor("input.cfg_dropped_mixed").toInts();
          boolean[] dropped = new boolean[mixed.length];
          for (int i = 0; i < mixed.length; i++) {
            dropped[i] = mixed[i] != 0;
          }
          m.gradients(new LanguageModelBatch(codes, image, null), "kept");
          m.gradients(new LanguageModelBatch(codes, image.allDropped(), null), "dropped");
          m.gradients(new LanguageModelBatch(codes, image.withDropped(dropped), null), "mixed");
        });
  }

  @Test
  void cachedGuidedLogits_equalTheReference() {
    with(
        m -> {
          int[][] z = m.codes("input.z");
          float[][][] logits = m.decode(rows(m), z.length, 3, z, 0, false);

          m.assertLogits(logits, "expect.sample_cfg3_logits", 1);
        });
  }

  private static Conditions rows(ExtendedLanguageModel m) {
    ImageInput image = m.image("input.y");
    return ExtendedLanguageModel.both(
        m.model.conditions(image, null), m.model.conditions(image.allDropped(), null));
  }

  @Test
  void greedyGuidedSampling_equalsTheReference() {
    with(
        m -> {
          int[][] codes = new int[m.codes("input.z").length][m.codes("input.z")[0].length];
          m.decode(rows(m), codes.length, 3, codes, 0, true);
          m.assertGreedy(codes, "expect.greedy_cfg3_tokens", "expect.greedy_cfg3_top_gap", 0);
        });
  }

  @Test
  void primedGuidedSampling_equalsTheReference() {
    with(
        m -> {
          int[][] codes = m.codes("input.z");
          int sampled = (int) m.golden.tensor("expect.primed20_greedy_top_gap").shape()[1];
          int given = codes[0].length - sampled;
          float[][][] logits = m.decode(rows(m), codes.length, 3, codes, given, true);
          m.assertGreedy(
              codes,
              "expect.primed20_greedy_cfg3_t095_tokens",
              "expect.primed20_greedy_top_gap",
              given);
          m.assertLogits(
              logits, "expect.primed20_logits_over_temp", 0.95, "expect.primed20_greedy_top_gap");
        });
  }

  @Test
  void threeOptimiserSteps_equalTheReference() {
    with(
        m -> {
          m.model.requireGradient(true);
          ToDoubleBiFunction<LanguageModelBatch, Boolean> gradients =
              engine().gradients().apply(m.model);
          LanguageModelBatch batch =
              new LanguageModelBatch(
                  m.golden.array(m.manager, "input.z"), m.image("input.y"), null);
          AdamW adam =
              new AdamW(m.manager, m.model.parameters(), new AdamSettings(0.9, 0.999, 1e-8, 0.01));
          double[] expected = m.golden.tensor("expect.train3.loss_and_grad_norm").toDoubles();
          double atol = m.golden.tolerance("default", "atol");
          double rtol = m.golden.tolerance("default", "rtol");
          double relative = m.golden.tolerance("grad", "rtol");
          int steps = expected.length / 2 - 1;
          assertThat(steps).isPositive();
          for (int step = 0; step < steps; step++) {
            double bits = gradients.applyAsDouble(batch, step == 1);
            double norm = adam.step(1e-3, 1);
            assertThat(bits)
                .isCloseTo(expected[2 * step], within(atol + rtol * expected[2 * step]));
            assertThat(norm)
                .isCloseTo(expected[2 * step + 1], within(relative * expected[2 * step + 1]));
          }
          double last = expected[2 * steps];
          assertThat(m.model.evaluate(batch)).isCloseTo(last, within(atol + rtol * last));
          String prefix = "expect.train3.after.";
          for (String n : m.golden.names(prefix)) {
            m.close(m.model.parameters().get(n.substring(prefix.length())), n);
          }
        });
  }
}
