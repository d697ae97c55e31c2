package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** A language model against a file of extended/: low_lm, up_lm, which it builds, or checkpoints. */
final class ExtendedLanguageModel {
  private static final double GAP = 1e-3;

  private final TestedEngine engine;
  final Golden golden;
  final NDManager manager;
  final LanguageModel model;

  ExtendedLanguageModel(TestedEngine engine, Golden golden, NDManager manager, boolean perFrame) {
    this.engine = engine;
    this.golden = golden;
    this.manager = manager;
    this.model = LanguageModel.create(config(golden, perFrame), manager, 1);
    List<String> names =
        golden.names("model.").stream()
            .map(n -> n.substring("model.".length()))
            .filter(n -> perFrame || !n.contains("video"))
            .toList();
    model.load(golden.toString(), names, n -> golden.tensor("model." + n));
  }

  /** A model from elsewhere, checked against a golden file. */
  ExtendedLanguageModel(
      TestedEngine engine, Golden golden, NDManager manager, LanguageModel model) {
    this.engine = engine;
    this.golden = golden;
    this.manager = manager;
    this.model = model;
  }

  private static LanguageModelConfig config(Golden golden, boolean perFrame) {
    JsonNode c = golden.config();
    long[] labels = golden.tensor("input.y").shape();
    boolean upper = c.path("level").asInt() == 0;
    int rate = c.path("sr").asInt();
    int bins = c.path("l_bins").asInt();
    int cycle = c.path("cond_dilation_cycle").asInt(c.path("cond_depth").asInt());
    int hop = 1;
    for (int i = 0; i <= c.path("level").asInt(); i++) {
      hop <<= c.path("downs_t").get(i).asInt();
    }
    return new LanguageModelConfig(
        bins,
        c.path("n_ctx").asInt(),
        hop,
        c.path("prior_width").asInt(),
        c.path("prior_depth").asInt(),
        c.path("heads").asInt(),
        c.path("blocks").asInt(),
        c.path("m_attn").asDouble(),
        c.path("m_mlp").asDouble(),
        c.path("init_scale").asDouble(),
        new ImageConditionerConfig(
            (int) labels[labels.length - 1] - 3,
            perFrame,
            c.path("class_free_guidance_prob").asDouble(),
            0.1,
            c.path("labels_v3").asBoolean()
                ? new TimeConfig(
                    c.path("t_bins").asInt(),
                    c.path("min_duration").asDouble() * rate,
                    c.path("max_duration").asDouble() * rate)
                : null),
        upper
            ? new CodeConditionerConfig(
                bins,
                c.path("cond_width").asInt(),
                c.path("cond_depth").asInt(),
                c.path("cond_dilation_growth_rate").asInt(),
                cycle,
                c.path("downs_t").get(1).asInt())
            : null);
  }

  /** A tensor [N, F, 3 + E] or [N, 3 + E] of total length, offset, length and embedding. */
  ImageInput image(String name) {
    Tensor tensor = golden.tensor(name);
    long[] shape = tensor.shape();
    int frames = shape.length == 3 ? (int) shape[1] : 1;
    int width = (int) shape[shape.length - 1];
    float[] all = tensor.toFloats();
    List<ClipWindow> windows = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      float[][] rows = new float[frames][];
      for (int f = 0; f < frames; f++) {
        int from = (i * frames + f) * width;
        rows[f] = Arrays.copyOfRange(all, from + 3, from + width);
      }
      int at = i * frames * width;
      windows.add(new ClipWindow(rows, all[at], all[at + 1], all[at + 2]));
    }
    return model.imageConditioner().input(manager, windows);
  }

  void close(NDArray actual, String expected) {
    golden.assertClose(actual, expected, "default");
  }

  /** Loss, its bits and all stored gradients, with and without recomputation. */
  void gradients(LanguageModelBatch batch, String branch) {
    ToDoubleBiFunction<LanguageModelBatch, Boolean> gradients = engine.gradients().apply(model);
    double tolerance = golden.tolerance("default", "rtol");
    double relative = golden.tolerance("grad", "rtol");
    for (boolean recompute : new boolean[] {false, true}) {
      model.requireGradient(false);
      model.requireGradient(true);
      model.parameters().values().forEach(p -> p.getGradient().muli(0));
      double bits = gradients.applyAsDouble(batch, recompute);
      for (String name : List.of("expect.bpd_", "expect.loss_")) {
        double expected = golden.scalar(name + branch);
        assertThat(bits).isCloseTo(expected, within(tolerance * expected));
      }
      double norm = golden.scalar("expect.grad_norm_" + branch);
      assertThat(norm()).isCloseTo(norm, within(relative * norm));
      String prefix = "expect.grad_" + branch + ".";
      // Of one branch the reference stored the loss and the norm only.
      if (!branch.equals("mixed")) {
        for (String n : golden.names(prefix)) {
          NDArray parameter = model.parameters().get(n.substring(prefix.length()));
          golden.assertRelativeL2(parameter.getGradient(), n, relative);
        }
      }
    }
  }

  private double norm() {
    double squares = 0;
    for (NDArray p : model.parameters().values()) {
      squares += p.getGradient().square().sum().getFloat();
    }
    return Math.sqrt(squares);
  }

  /** Conditional rows, then null rows. */
  static Conditions both(Conditions conditions, Conditions nothing) {
    return new Conditions(
        NDArrays.concat(new NDList(conditions.start(), nothing.start()), 0),
        NDArrays.concat(new NDList(conditions.perCode(), nothing.perCode()), 0));
  }

  /**
   * Decodes through the caches. Where {@code forced} is given its codes are followed, else the most
   * probable ones after {@code given} first codes of {@code z}.
   *
   * @return logits [N][T - given][V], guided where the decoder has null rows
   */
  float[][][] decode(
      Conditions rows, int n, double scale, int[][] codes, int given, boolean greedy) {
    int t = codes[0].length;
    float[][][] all = new float[n][t - given][];
    int count = Math.toIntExact(rows.start().getShape().get(0));
    try (CodeDecoders decoders = engine.decode().copy(model, Precision.FP32, count);
        CodeDecoder decoder = decoders.decoder(manager, count)) {
      int[] previous = new int[count];
      int[] every = IntStream.range(0, count).toArray();
      for (int r = 0; r < count; r++) {
        NDIndex own = new NDIndex("{}:{}", r, r + 1);
        decoder.open(
            r,
            new Conditions(rows.start().get(own), rows.perCode().get(own)),
            Arrays.copyOf(codes[r % n], given));
        previous[r] = given == 0 ? 0 : codes[r % n][given - 1];
      }
      Sampler sampler = new Sampler(SamplingConfig.greedy(scale));
      for (int at = given; at < t; at++) {
        float[][] logits = new float[count][model.config().codebookSize()];
        decoder.next(every, previous, logits);
        for (int i = 0; i < n; i++) {
          all[i][at - given] =
              logits.length == n ? logits[i] : Guidance.combine(logits[i], logits[n + i], scale);
          if (greedy) {
            codes[i][at] = sampler.sample(all[i][at - given], null);
          }
        }
        for (int r = 0; r < previous.length; r++) {
          previous[r] = codes[r % n][at];
        }
      }
    }
    return all;
  }

  /** Codes must agree until the reference itself was undecided. */
  void assertGreedy(int[][] got, String expected, String gaps, int given) {
    int[] want = golden.tensor(expected).toInts();
    double[] gap = golden.tensor(gaps).toDoubles();
    int t = got[0].length;
    for (int i = 0; i < got.length; i++) {
      for (int at = 0; at < t; at++) {
        if (at >= given && gap[i * (t - given) + at - given] < GAP) {
          break;
        }
        assertThat(got[i][at])
            .as("%s %s[%d][%d]", golden, expected, i, at)
            .isEqualTo(want[i * t + at]);
      }
    }
  }

  int[][] codes(String name) {
    Tensor tensor = golden.tensor(name);
    int n = (int) tensor.shape()[0];
    int t = (int) tensor.shape()[1];
    int[] all = tensor.toInts();
    int[][] codes = new int[n][];
    for (int i = 0; i < n; i++) {
      codes[i] = Arrays.copyOfRange(all, i * t, (i + 1) * t);
    }
    return codes;
  }

  /** Logits [N][T][V] over {@code divisor}; the reference's codes are followed in all of them. */
  void assertLogits(float[][][] got, String expected, double divisor) {
    double[] flat =
        Arrays.stream(got)
            .flatMap(Arrays::stream)
            .flatMapToDouble(row -> Arrays.stream(Golden.doubles(row)).map(v -> v / divisor))
            .toArray();
    golden.assertClose(flat, expected, engine.tolerance(), engine.tolerance());
  }

  /** The same where codes were chosen, until the reference itself was undecided. */
  void assertLogits(float[][][] got, String expected, double divisor, String gaps) {
    double[] want = golden.tensor(expected).toDoubles();
    double[] gap = golden.tensor(gaps).toDoubles();
    int t = got[0].length;
    int v = got[0][0].length;
    assertThat(want).hasSize(got.length * t * v);
    for (int i = 0; i < got.length; i++) {
      for (int at = 0; at < t; at++) {
        for (int k = 0; k < v; k++) {
          double expect = want[(i * t + at) * v + k];
          assertThat(got[i][at][k] / divisor)
              .as("%s %s[%d][%d][%d]", golden, expected, i, at, k)
              .isCloseTo(expect, within(engine.tolerance() * (1 + Math.abs(expect))));
        }
        if (gap[i * t + at] < GAP) {
          break;
        }
      }
    }
  }
}
