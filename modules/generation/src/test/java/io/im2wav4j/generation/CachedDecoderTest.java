package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.generation.decode.CachedDecoder;
import io.im2wav4j.generation.decode.DecodeWeights;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedDecoderTest {
  private static final int ROWS = 3;
  private static final float TOLERANCE = 1e-4f;

  private final Random random = new Random(1);

  private record Setup(LanguageModel model, Conditions told, int[][] codes, float[] uncached) {}

  /** A model, conditions that are random numbers, random codes, and their logits in one pass. */
  private Setup setup(NDManager manager, String level) {
    LanguageModel model = level.equals("low") ? TinyModels.low(manager) : TinyModels.up(manager);
    int t = model.config().contextLength();
    int width = model.config().width();
    Conditions told =
        new Conditions(
            manager.randomNormal(new Shape(ROWS, 1, width)),
            manager.randomNormal(new Shape(ROWS, t, width)));
    int[][] codes = new int[ROWS][];
    for (int r = 0; r < ROWS; r++) {
      codes[r] = random.ints(t, 0, TinyModels.CODES).toArray();
    }
    long[] flat = Arrays.stream(codes).flatMapToInt(Arrays::stream).asLongStream().toArray();
    NDArray z = manager.create(flat, new Shape(ROWS, t));
    return new Setup(model, told, codes, model.logits(z, told).toFloatArray());
  }

  private static void follow(CachedDecoder decoder, Setup setup, int from) {
    int t = setup.codes[0].length;
    for (int at = from; at < t; at++) {
      assertThat(decoder.position()).isEqualTo(at);
      int[] previous = new int[ROWS];
      for (int r = 0; r < ROWS; r++) {
        previous[r] = at == 0 ? -1 : setup.codes[r][at - 1];
      }
      float[][] logits = decoder.next(previous);
      for (int r = 0; r < ROWS; r++) {
        int row = (r * t + at) * TinyModels.CODES;
        for (int v = 0; v < TinyModels.CODES; v++) {
          assertThat(Math.abs(logits[r][v] - setup.uncached[row + v]))
              .as("row %d, code %d", r, at)
              .isLessThan(TOLERANCE);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void cachedLogits_equalThoseOfOnePass(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Setup setup = setup(manager, level);
      try (DecodeWeights weights = new DecodeWeights(setup.model);
          CachedDecoder decoder = new CachedDecoder(weights, setup.told)) {
        follow(decoder, setup, 0);
        assertThatThrownBy(() -> decoder.next(new int[ROWS]))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void primedWithAnyNumberOfCodes_equalsStepByStep(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Setup setup = setup(manager, level);
      int t = setup.codes[0].length;
      try (DecodeWeights weights = new DecodeWeights(setup.model)) {
        for (int given = 1; given < t; given += 1 + given / 9) {
          int[][] first = new int[ROWS][];
          for (int r = 0; r < ROWS; r++) {
            first[r] = Arrays.copyOf(setup.codes[r], given);
          }
          try (CachedDecoder decoder = new CachedDecoder(weights, setup.told)) {
            decoder.prime(first);
            follow(decoder, setup, given);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void steps_leaveNoArraysBehind(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Setup setup = setup(manager, level);
      int before = manager.getManagedArrays().size();
      try (DecodeWeights weights = new DecodeWeights(setup.model);
          CachedDecoder decoder = new CachedDecoder(weights, setup.told)) {
        decoder.next(new int[ROWS]);
        int one = manager.getManagedArrays().size();
        for (int i = 0; i < 10; i++) {
          decoder.next(new int[ROWS]);
        }
        assertThat(manager.getManagedArrays()).hasSize(one);
      }
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }
}
