package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.generation.packed.PackedDecoder;
import io.im2wav4j.generation.packed.PackedModel;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDecoderTest {
  private static final int ROWS = 11;

  private final Random random = new Random(1);

  private record Setup(LanguageModel model, Conditions told, int[][] codes, float[] uncached) {}

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

  /** Logits of all codes of the rows, [T][R][V], the first {@code given} primed. */
  private static float[][][] follow(PackedDecoder decoder, int[][] codes, int given) {
    int t = codes[0].length;
    float[][][] all = new float[t][][];
    if (given > 0) {
      decoder.prime(Arrays.stream(codes).map(c -> Arrays.copyOf(c, given)).toArray(int[][]::new));
    }
    for (int at = given; at < t; at++) {
      int now = at;
      assertThat(decoder.position()).isEqualTo(at);
      all[at] =
          decoder.next(Arrays.stream(codes).mapToInt(c -> now == 0 ? -1 : c[now - 1]).toArray());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void logits_differFromSinglePrecisionByLessThanTwoInAThousand(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Setup setup = setup(manager, level);
      try (PackedDecoder decoder = new PackedDecoder(new PackedModel(setup.model), setup.told)) {
        float[][][] got = follow(decoder, setup.codes, 0);
        int t = got.length;
        for (int at = 0; at < t; at++) {
          double difference = 0;
          double square = 0;
          for (int r = 0; r < ROWS; r++) {
            for (int v = 0; v < TinyModels.CODES; v++) {
              double want = setup.uncached[(r * t + at) * TinyModels.CODES + v];
              difference += Math.pow(got[at][r][v] - want, 2);
              square += want * want;
            }
          }
          assertThat(Math.sqrt(difference / square)).as("code %d", at).isLessThan(2e-3);
        }
        assertThatThrownBy(() -> decoder.next(new int[ROWS]))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void primedCodes_leaveTheSameBytesAsStepByStep(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Setup setup = setup(manager, level);
      PackedModel packed = new PackedModel(setup.model);
      float[][][] stepped;
      try (PackedDecoder decoder = new PackedDecoder(packed, setup.told)) {
        stepped = follow(decoder, setup.codes, 0);
      }
      for (int given = 1; given < stepped.length; given += 1 + given / 5) {
        try (PackedDecoder decoder = new PackedDecoder(packed, setup.told)) {
          float[][][] primed = follow(decoder, setup.codes, given);
          for (int at = given; at < stepped.length; at++) {
            assertThat(primed[at]).as("%d given, code %d", given, at).isDeepEqualTo(stepped[at]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void row_hasTheSameBytesAloneAndInAnyBatch(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Setup setup = setup(manager, level);
      PackedModel packed = new PackedModel(setup.model);
      float[][][] together;
      try (PackedDecoder decoder = new PackedDecoder(packed, setup.told)) {
        together = follow(decoder, setup.codes, 0);
      }
      for (int from : new int[] {0, 3, 10}) {
        int to = Math.min(ROWS, from + 2);
        Conditions part =
            new Conditions(
                setup.told.start().get(new NDIndex(from + ":" + to)),
                setup.told.perCode().get(new NDIndex(from + ":" + to)));
        try (PackedDecoder decoder = new PackedDecoder(packed, part)) {
          float[][][] alone = follow(decoder, Arrays.copyOfRange(setup.codes, from, to), 0);
          for (int at = 0; at < alone.length; at++) {
            assertThat(alone[at]).isDeepEqualTo(Arrays.copyOfRange(together[at], from, to));
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
      try (PackedDecoder decoder = new PackedDecoder(new PackedModel(setup.model), setup.told)) {
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
