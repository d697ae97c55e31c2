package io.im2wav4j.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.nn.golden.Golden;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Up against extended/up_lm, computed by one engine. */
public abstract class UpLmExtendedGoldenSuite {
  protected abstract TestedEngine engine();

  private void with(Consumer<ExtendedLanguageModel> check) {
    Golden golden = Golden.open("extended/up_lm");
    try (NDManager manager = NDManager.newBaseManager()) {
      check.accept(new ExtendedLanguageModel(engine(), golden, manager, false));
    }
  }

  private static Conditions conditions(ExtendedLanguageModel m) {
    return m.model.conditions(m.image("input.y"), m.golden.array(m.manager, "input.z_top"));
  }

  private static Conditions nothing(ExtendedLanguageModel m) {
    return m.model.conditions(
        m.image("input.y").allDropped(), m.golden.array(m.manager, "input.z_top"));
  }

  @Test
  void conditionsLogitsLossAndGradients_equalTheReference() {
    with(
        m -> {
          Conditions conditions = conditions(m);
          Conditions nothing = nothing(m);
          m.close(conditions.start(), "expect.y_cond_label");
          m.close(conditions.perCode(), "expect.x_cond");
          m.close(nothing.start(), "expect.y_cond_null");
          NDArray codes = m.golden.array(m.manager, "input.z");
          NDArray logits = m.model.logits(codes, conditions);
          m.close(logits, "expect.logits_label");
          m.close(LanguageModel.bitsPerCode(logits, codes), "expect.bpd_label_direct");
          NDArray without = m.model.logits(codes, nothing);
          m.close(without, "expect.logits_null");
          m.close(LanguageModel.bitsPerCode(without, codes), "expect.bpd_null_direct");
          ImageInput image = m.image("input.y");
          NDArray upper = m.golden.array(m.manager, "input.z_top");
          m.gradients(new LanguageModelBatch(codes, image, upper), "kept");
          m.gradients(new LanguageModelBatch(codes, image.allDropped(), upper), "dropped");
        });
  }

  @Test
  void cachedGuidedLogits_equalTheReference() {
    with(
        m -> {
          int[][] z = m.codes("input.z");
          Conditions rows = ExtendedLanguageModel.both(conditions(m), nothing(m));
          float[][][] logits = m.decode(rows, z.length, 3, z, 0, false);
          m.assertLogits(logits, "expect.sample_cfg3_logits", 1);
        });
  }

  @Test
  void greedySampling_equalsTheReference() {
    with(
        m -> {
          int[][] codes = new int[m.codes("input.z").length][m.codes("input.z")[0].length];
          m.decode(conditions(m), codes.length, 1, codes, 0, true);
          m.assertGreedy(codes, "expect.greedy_nocfg_tokens", "expect.greedy_nocfg_top_gap", 0);
        });
  }

  @Test
  void primedSampling_equalsTheReference() {
    with(
        m -> {
          int[][] codes = m.codes("input.z");
          int sampled = (int) m.golden.tensor("expect.primed100_greedy_top_gap").shape()[1];
          int given = codes[0].length - sampled;
          m.decode(conditions(m), codes.length, 1, codes, given, true);
          m.assertGreedy(
              codes,
              "expect.primed100_greedy_nocfg_tokens",
              "expect.primed100_greedy_top_gap",
              given);
        });
  }
}
