package io.im2wav4j.models.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Low and Up against the files low-lm*, up-lm*, with the gradients of one engine. */
public abstract class LanguageModelGoldenSuite {
  /**
   * What adds a batch's gradients to a model's, with recomputation or without: the loss in bits.
   */
  protected abstract ToDoubleBiFunction<LanguageModelBatch, Boolean> gradients(LanguageModel model);

  /** All suites of language models that the golden set has. */
  public static List<String> suites() {
    List<String> all = new ArrayList<>(GoldenFolder.suites("low-lm"));
    all.addAll(GoldenFolder.suites("up-lm"));
    return all;
  }

  @ParameterizedTest
  @MethodSource("io.im2wav4j.models.lm.LanguageModelGoldenSuite#suites")
  void conditionsLogitsLossAndGradients_equalTheReference(String name) {
    check(Golden.open(name));
  }

  private static LanguageModelConfig config(JsonNode c, int embeddingWidth) {
    int width = c.path("width").asInt();
    JsonNode conditioner = c.path("conditioner");
    boolean upper = conditioner.isObject();
    int level = c.path("level").asInt();
    JsonNode range = c.path("durationRange");
    return new LanguageModelConfig(
        c.path("codebookSize").asInt(),
        c.path("context").asInt(),
        level == 1 ? 32 : 8,
        width,
        c.path("depth").asInt(),
        c.path("heads").asInt(),
        c.path("blocks").asInt(),
        c.path("attentionState").asDouble() / width,
        c.path("mlp").asDouble() / width,
        1,
        new ImageConditionerConfig(
            embeddingWidth,
            c.path("perFrameCondition").asBoolean(),
            Math.max(0, c.path("conditionDropout").asDouble()),
            0.1,
            upper
                ? null
                : new TimeConfig(
                    c.path("timeBins").asInt(), range.get(0).asDouble(), range.get(1).asDouble())),
        upper
            ? new CodeConditionerConfig(
                c.path("codebookSize").asInt(),
                conditioner.path("width").asInt(),
                conditioner.path("depth").asInt(),
                conditioner.path("dilationGrowth").asInt(),
                conditioner.path("dilationCycle").asInt(),
                conditioner.path("halvings").asInt())
            : null);
  }

  private static List<ClipWindow> windows(Golden golden) {
    long[] shape = golden.tensor("input.clip_frames").shape();
    float[] all = golden.tensor("input.clip_frames").toFloats();
    float[] position = golden.tensor("input.position").toFloats();
    int frames = (int) shape[1];
    int width = (int) shape[2];
    List<ClipWindow> windows = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      float[][] rows = new float[frames][];
      for (int f = 0; f < frames; f++) {
        int from = (i * frames + f) * width;
        rows[f] = Arrays.copyOfRange(all, from, from + width);
      }
      windows.add(new ClipWindow(rows, position[0], position[1], position[2]));
    }
    return windows;
  }

  private void check(Golden golden) {
    try (NDManager manager = NDManager.newBaseManager()) {
      int embedding = (int) golden.tensor("input.clip_frames").shape()[2];
      LanguageModel model = LanguageModel.create(config(golden.config(), embedding), manager, 1);
      model.load(
          golden.toString(),
          golden.names("model.").stream().map(n -> n.substring("model.".length())).toList(),
          n -> golden.tensor("model." + n));
      NDArray codes = golden.array(manager, "input.codes");
      NDArray upper =
          golden.has("input.upper_codes") ? golden.array(manager, "input.upper_codes") : null;
      ImageInput image = model.imageConditioner().input(manager, windows(golden));

      forward(golden, model, codes, image, upper, "cond");
      backward(golden, model, codes, image, upper, "kept");
      if (golden.has("expect.logits.null")) {
        forward(golden, model, codes, image.allDropped(), upper, "null");
        backward(golden, model, codes, image.allDropped(), upper, "dropped");
      }
    }
  }

  private static double tolerance(Golden golden) {
    return golden.stated("# relative on logits and losses", 2e-4);
  }

  private static void forward(
      Golden golden,
      LanguageModel model,
      NDArray codes,
      ImageInput image,
      NDArray upper,
      String branch) {
    double tolerance = tolerance(golden);
    Conditions conditions = model.conditions(image, upper);
    golden.assertRelative(conditions.start(), "expect.start_condition." + branch, tolerance);
    golden.assertRelative(conditions.perCode(), "expect.token_condition." + branch, tolerance);
    NDArray logits = model.logits(codes, conditions);
    golden.assertRelative(logits, "expect.logits." + branch, tolerance);
    golden.assertRelative(
        LanguageModel.bitsPerCode(logits, codes), "expect.bits_per_code." + branch, tolerance);
  }

  private void backward(
      Golden golden,
      LanguageModel model,
      NDArray codes,
      ImageInput image,
      NDArray upper,
      String branch) {
    LanguageModelBatch batch = new LanguageModelBatch(codes, image, upper);
    double relative = golden.stated("# relative on gradients", 1e-3);
    ToDoubleBiFunction<LanguageModelBatch, Boolean> gradients = gradients(model);
    for (boolean recompute : new boolean[] {false, true}) {
      model.requireGradient(false);
      model.requireGradient(true);
      model.parameters().values().forEach(p -> p.getGradient().muli(0));
      double bits = gradients.applyAsDouble(batch, recompute);
      double expected = golden.tensor("expect.train_loss_bits." + branch).toDoubles()[0];
      assertThat(bits).isCloseTo(expected, within(tolerance(golden) * expected));
      String prefix = "expect.grad." + branch + ".";
      for (String n : golden.names(prefix)) {
        NDArray parameter = model.parameters().get(n.substring(prefix.length()));
        golden.assertRelativeL2(parameter.getGradient(), n, relative);
      }
      double squares = 0;
      for (NDArray parameter : model.parameters().values()) {
        squares += Arrays.stream(Golden.doubles(parameter.getGradient())).map(g -> g * g).sum();
      }
      double norm = golden.tensor("expect.grad_norm." + branch).toDoubles()[0];
      assertThat(Math.sqrt(squares)).isCloseTo(norm, within(relative * norm));
    }
  }
}
