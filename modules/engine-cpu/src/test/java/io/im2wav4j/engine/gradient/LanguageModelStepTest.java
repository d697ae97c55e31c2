package io.im2wav4j.engine.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The step that is written out, against the tensor engine's gradients of the same model. */
class LanguageModelStepTest {
  private static final int CONTEXT = 32;

  enum Case {
    LOW(2, 1, 0.5, null),
    NO_TIME(1, 2, 0, null),
    UP(1, 1, 0, new CodeConditionerConfig(20, 8, 2, 3, 2, 2)),
    /** Dilations 1, 3, 9 and 27 of 8 codes: the last two see nothing beside them. */
    UP_FAR(1, 1, 0.5, new CodeConditionerConfig(20, 12, 4, 3, 4, 2));

    final LanguageModelConfig config;

    Case(int heads, double mlp, double dropout, CodeConditionerConfig conditioner) {
      this.config =
          new LanguageModelConfig(
              20,
              CONTEXT,
              32,
              24,
              4,
              heads,
              4,
              0.5,
              mlp,
              5,
              new ImageConditionerConfig(
                  7,
                  conditioner == null,
                  dropout,
                  dropout == 0 ? 0 : 0.1,
                  dropout == 0 ? null : new TimeConfig(8, 0, 100000)),
              conditioner);
    }
  }

  @BeforeAll
  static void available() {
    assumeTrue(Blas.AVAILABLE, "the tensor engine brings no library that we know");
  }

  private static LanguageModelBatch batch(
      NDManager manager, LanguageModel model, int items, int codes) {
    Random random = new Random(3);
    List<ClipWindow> windows = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      float[][] frames = new float[1 + i % 3][7];
      for (float[] frame : frames) {
        for (int e = 0; e < frame.length; e++) {
          frame[e] = (float) random.nextGaussian();
        }
      }
      windows.add(new ClipWindow(frames, 90_000, 500 * i, 32 * CONTEXT));
    }
    CodeConditionerConfig conditioner = model.config().conditioner();
    return new LanguageModelBatch(
        codes(manager, random, items, codes),
        model.imageConditioner().trainingInput(manager, windows, 5),
        conditioner == null ? null : codes(manager, random, items, codes / 4));
  }

  private static NDArray codes(NDManager manager, Random random, int items, int count) {
    long[] all = random.longs((long) items * count, 0, 20).toArray();
    return manager.create(all, new Shape(items, count));
  }

  private static Map<String, float[]> gradients(LanguageModel model) {
    Map<String, float[]> all = new TreeMap<>();
    model.parameters().forEach((name, p) -> all.put(name, p.getGradient().toFloatArray()));
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void gradients_equalTheTensorEngines_addedUpOverBatches(Case given) {
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel ours = LanguageModel.create(given.config, manager, 1);
      LanguageModel theirs = LanguageModel.create(given.config, manager, 1);
      LanguageModelStep step = new LanguageModelStep(ours);
      ours.requireGradient(true);
      theirs.requireGradient(true);
      // What Up is told is as long as its window.
      int shorter = given.config.conditioner() == null ? CONTEXT / 2 : CONTEXT;
      int[][] batches = {{3, CONTEXT}, {1, CONTEXT}, {2, shorter}, {5, CONTEXT}};
      for (int i = 0; i < batches.length; i++) {
        LanguageModelBatch batch = batch(manager, ours, batches[i][0], batches[i][1]);
        double expected = theirs.backward(batch, false);
        assertThat(step.backward(batch, i % 2 == 1)).isCloseTo(expected, within(1e-5));
      }
      Map<String, float[]> found = gradients(ours);
      gradients(theirs)
          .forEach(
              (name, expected) -> {
                double apart = 0;
                double size = 0;
                for (int i = 0; i < expected.length; i++) {
                  apart += Math.pow(found.get(name)[i] - expected[i], 2);
                  size += Math.pow(expected[i], 2);
                }
                assertThat(Math.sqrt(apart)).as(name).isLessThanOrEqualTo(1e-5 * Math.sqrt(size));
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradients_haveTheSameBytes_everyTime(Case given) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<Map<String, float[]>> runs = new ArrayList<>();
      for (int run = 0; run < 3; run++) {
        LanguageModel model = LanguageModel.create(given.config, manager, 1);
        model.requireGradient(true);
        new LanguageModelStep(model).backward(batch(manager, model, 3, CONTEXT), run == 2);
        runs.add(gradients(model));
      }
      runs.get(0)
          .forEach(
              (name, first) -> {
                assertThat(Arrays.equals(runs.get(1).get(name), first)).as(name).isTrue();
                assertThat(Arrays.equals(runs.get(2).get(name), first))
                    .as(name + ", recomputed")
                    .isTrue();
              });
    }
  }
}
