package io.im2wav4j.models.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageConditioner;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageModelLawsTest {
  private static final int CONTEXT = 32;
  private static final int BLOCK = 8;

  static LanguageModelConfig low() {
    return new LanguageModelConfig(
        20,
        CONTEXT,
        32,
        24,
        6,
        2,
        CONTEXT / BLOCK,
        0.5,
        1,
        5,
        new ImageConditionerConfig(7, true, 0.5, 0.1, new TimeConfig(8, 0, 100000)),
        null);
  }

  static LanguageModelConfig up() {
    return new LanguageModelConfig(
        20,
        CONTEXT,
        8,
        24,
        6,
        1,
        CONTEXT / BLOCK,
        0.5,
        1,
        5,
        new ImageConditionerConfig(7, false, 0, 0, null),
        new CodeConditionerConfig(20, 8, 2, 3, 2, 2));
  }

  static List<ClipWindow> windows(Random random, int... frames) {
    return java.util.Arrays.stream(frames)
        .mapToObj(
            count -> {
              float[][] rows = new float[count][7];
              for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                  row[i] = (float) random.nextGaussian();
                }
              }
              return new ClipWindow(rows, 40000, 1000, 1024);
            })
        .toList();
  }

  static NDArray codes(NDManager manager, Random random, int n, int t) {
    return manager.create(random.longs((long) n * t, 0, 20).toArray(), new Shape(n, t));
  }

  @Test
  void embeddingScale_isAFactorOfWhatTheModelSees() {
    ImageConditionerConfig image =
        new ImageConditionerConfig(7, true, 0.5, 0.1, new TimeConfig(8, 0, 100000), false, 3);
    try (NDManager manager = NDManager.newBaseManager()) {
      ParameterFactory make = new ParameterFactory(manager, 3);
      ImageConditioner plain = new ImageConditioner(make, low().image(), CONTEXT, 24, 1);
      ImageConditioner scaled = new ImageConditioner(make, image, CONTEXT, 24, 1);
      List<ClipWindow> windows = windows(new Random(1), 1, 3);
      ImageInput a = plain.input(manager, windows);
      ImageInput b = scaled.input(manager, windows);
      assertThat(b.mean().sub(a.mean().mul(3f)).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(b.frames().sub(a.frames().mul(3f)).abs().max().getFloat()).isLessThan(1e-5f);
    }
  }

  @Test
  void modelsFromBeforeTheEmbeddingScale_areReadAsUnscaled() throws IOException {
    String older =
        "{\"embeddingWidth\":7,\"perFrame\":true,\"conditionDropout\":0.5,\"mapDropout\":0.1}";
    assertThat(Json.mapper().readValue(older, ImageConditionerConfig.class))
        .isEqualTo(new ImageConditionerConfig(7, true, 0.5, 0.1, null));
  }

  @ParameterizedTest
  @EnumSource(AttentionKind.class)
  void causality_aCodeGetsGradientFromExactlyWhatItsKindSees(AttentionKind kind) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ParameterFactory make = new ParameterFactory(manager, 3);
      FactoredAttention attention =
          new FactoredAttention(make, kind, 6, 4, 2, CONTEXT, CONTEXT / BLOCK, 1);
      for (int query : new int[] {0, 5, 8, 13, 31}) {
        NDArray x = make.normal(1, 1, CONTEXT, 6);
        x.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          collector.backward(attention.forward(x).get(new NDIndex(":, {}", query)).sum());
        }
        float[] gradient = x.getGradient().abs().sum(new int[] {0, 2}).toFloatArray();
        for (int key = 0; key < CONTEXT; key++) {
          boolean sees =
              switch (kind) {
                case DENSE -> key <= query;
                case BLOCK -> key <= query && key / BLOCK == query / BLOCK;
                case TRANSPOSED_BLOCK -> key <= query && key % BLOCK == query % BLOCK;
                case PREVIOUS_BLOCK -> key / BLOCK == query / BLOCK - 1;
              };
          // A code always sees itself through its query, unless the query cannot matter.
          if (key != query) {
            assertThat(gradient[key] > 0).as(kind + " " + query + " from " + key).isEqualTo(sees);
          }
        }
      }
    }
  }

  @Test
  void causality_futureCodesDoNotChangePastLogits() {
    Random random = new Random(1);
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(low(), manager, 1);
      Conditions conditions =
          model.conditions(model.imageConditioner().input(manager, windows(random, 3, 1)), null);
      NDArray codes = codes(manager, random, 2, CONTEXT);
      NDArray logits = model.logits(codes, conditions);
      for (int change : new int[] {0, 7, 8, 20, 31}) {
        NDArray changed = codes.duplicate();
        NDIndex at = new NDIndex(":, {}", change);
        changed.set(at, changed.get(at).add(1).mod(20));
        NDArray difference = model.logits(changed, conditions).sub(logits).abs();
        NDArray past = difference.get(new NDIndex(":, :{}", change + 1));
        assertThat(past.max().getFloat()).isLessThan(1e-6f);
        if (change + 1 < CONTEXT) {
          NDArray next = difference.get(new NDIndex(":, {}", change + 1));
          assertThat(next.max().getFloat()).isGreaterThan(1e-3f);
        }
      }
    }
  }

  @Test
  void shorterSequence_hasTheSameLogitsAsTheStartOfALongerOne() {
    Random random = new Random(2);
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(low(), manager, 1);
      Conditions conditions =
          model.conditions(model.imageConditioner().input(manager, windows(random, 2)), null);
      NDArray codes = codes(manager, random, 1, CONTEXT);
      NDArray whole = model.logits(codes, conditions);
      for (int t : new int[] {1, 5, 8, 19}) {
        NDIndex start = new NDIndex(":, :{}", t);
        NDArray part = model.logits(codes.get(start), conditions);
        assertThat(part.sub(whole.get(start)).abs().max().getFloat()).isLessThan(1e-5f);
      }
    }
  }

  @Test
  void itemsWithDifferentNumbersOfFrames_areConditionedAsIfAlone() {
    Random random = new Random(3);
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(low(), manager, 1);
      List<ClipWindow> windows = windows(random, 5, 1, 9);
      Conditions together =
          model.conditions(model.imageConditioner().input(manager, windows), null);
      for (int i = 0; i < windows.size(); i++) {
        Conditions alone =
            model.conditions(
                model.imageConditioner().input(manager, List.of(windows.get(i))), null);
        NDArray start = together.start().get(new NDIndex("{}:{}", i, i + 1));
        NDArray perCode = together.perCode().get(new NDIndex("{}:{}", i, i + 1));
        assertThat(alone.start().sub(start).abs().max().getFloat()).isLessThan(1e-5f);
        assertThat(alone.perCode().sub(perCode).abs().max().getFloat()).isLessThan(1e-5f);
      }
    }
  }

  @Test
  void trainingInput_dropsHalfOfThePicturesAndDependsOnItsSeedOnly() {
    Random random = new Random(4);
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(low(), manager, 1);
      int[] frames = random.ints(400, 1, 3).toArray();
      List<ClipWindow> windows = windows(random, frames);
      ImageInput a = model.imageConditioner().trainingInput(manager, windows, 11);
      ImageInput same = model.imageConditioner().trainingInput(manager, windows, 11);
      ImageInput other = model.imageConditioner().trainingInput(manager, windows, 12);
      assertThat(a.kept().mean().getFloat()).isBetween(0.4f, 0.6f);
      assertThat(a.meanDropout().mean().getFloat()).isCloseTo(1, within(0.05f));
      assertThat(a.kept().contentEquals(same.kept())).isTrue();
      assertThat(a.frameDropout().contentEquals(same.frameDropout())).isTrue();
      assertThat(a.kept().contentEquals(other.kept())).isFalse();
    }
  }

  @Test
  void backward_inPieces_equalsTheGradientOfBitsPerCodeOfAllLogits() {
    for (LanguageModelConfig config : List.of(low(), up())) {
      Random random = new Random(6);
      try (NDManager manager = NDManager.newBaseManager()) {
        LanguageModel whole = LanguageModel.create(config, manager, 8);
        LanguageModel pieces = LanguageModel.create(config, manager, 8);
        whole.requireGradient(true);
        pieces.requireGradient(true);
        int n = 9; // more rows than the products' threshold
        LanguageModelBatch batch =
            new LanguageModelBatch(
                codes(manager, random, n, CONTEXT),
                whole
                    .imageConditioner()
                    .trainingInput(manager, windows(random, 1, 4, 2, 1, 1, 3, 2, 1, 5), 1),
                config.conditioner() == null ? null : codes(manager, random, n, CONTEXT / 4));
        final double bits = pieces.backward(batch, false);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          Conditions conditions = whole.conditions(batch.image(), batch.upperCodes());
          NDArray loss =
              LanguageModel.bitsPerCode(whole.logits(batch.codes(), conditions), batch.codes());
          assertThat(bits).isCloseTo(loss.getFloat(), within(1e-5));
          collector.backward(loss);
        }
        whole
            .parameters()
            .forEach(
                (name, p) -> {
                  NDArray expected = p.getGradient();
                  NDArray found = pieces.parameters().get(name).getGradient();
                  assertThat(found.sub(expected).norm().getFloat())
                      .as(name)
                      .isLessThanOrEqualTo(1e-4f * expected.norm().getFloat());
                });
      }
    }
  }

  @Test
  void recomputedGradients_equalPlainOnes_andNothingStaysAllocated() {
    for (LanguageModelConfig config : List.of(low(), up())) {
      Random random = new Random(5);
      try (NDManager manager = NDManager.newBaseManager()) {
        LanguageModel plain = LanguageModel.create(config, manager, 7);
        LanguageModel recomputed = LanguageModel.create(config, manager, 7);
        plain.requireGradient(true);
        recomputed.requireGradient(true);
        LanguageModelBatch batch =
            new LanguageModelBatch(
                codes(manager, random, 3, CONTEXT),
                plain.imageConditioner().trainingInput(manager, windows(random, 1, 4, 2), 1),
                config.conditioner() == null ? null : codes(manager, random, 3, CONTEXT / 4));
        double a = plain.backward(batch, false);
        double b = recomputed.backward(batch, true);
        assertThat(b).isCloseTo(a, within(1e-6));
        plain
            .parameters()
            .forEach(
                (name, p) -> {
                  NDArray other = recomputed.parameters().get(name).getGradient();
                  assertThat(p.getGradient().sub(other).abs().max().getFloat())
                      .as(name)
                      .isLessThan(1e-5f);
                });
        int arrays = manager.getManagedArrays().size();
        for (int i = 0; i < 3; i++) {
          plain.backward(batch, i % 2 == 0);
          plain.evaluate(batch);
        }
        assertThat(manager.getManagedArrays()).hasSize(arrays);
      }
    }
  }
}
