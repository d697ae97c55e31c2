package io.im2wav4j.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.generation.DecoderSetup;
import io.im2wav4j.generation.LogitFilter;
import io.im2wav4j.generation.TinyModels;
import io.im2wav4j.generation.decode.Precision;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDecoderTest {
  private static final int ROWS = 11;

  /** Rows for which weights are laid out as for a large batch. */
  private static final int MANY = 16;

  /** Relative L2 of the logits of a code of all rows. */
  private static double difference(DecoderSetup setup, float[][] logits, int at) {
    double difference = 0;
    double square = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int v = 0; v < TinyModels.CODES; v++) {
        double want = setup.uncached()[r][at][v];
        difference += Math.pow(logits[r][v] - want, 2);
        square += want * want;
      }
    }
    return Math.sqrt(difference / square);
  }

  @ParameterizedTest
  @CsvSource({
    "low, INT16, 1, 2e-3",
    "low, INT16, 16, 2e-3",
    "up, INT16, 1, 2e-3",
    "up, INT16, 16, 2e-3",
    "low, FP32, 11, 1e-4",
    "up, FP32, 11, 1e-4"
  })
  void logits_differFromOnePassInSinglePrecisionByTheirBound(
      String level, Precision precision, int packedFor, double bound) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      PackedModel packed = new PackedModel(setup.model(), precision, packedFor);
      try (PackedDecoder decoder = new PackedDecoder(packed, manager, ROWS)) {
        float[][][] got = setup.follow(decoder, 0);
        for (int at = 0; at < got.length; at++) {
          assertThat(difference(setup, got[at], at)).as("code %d", at).isLessThan(bound);
        }
        assertThatThrownBy(() -> setup.next(decoder, new int[] {0}, new int[] {0}))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"low, 1", "low, 16", "up, 1", "up, 16"})
  void givenCodes_leaveTheSameBytesAsStepByStep(String level, int packedFor) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      PackedModel packed = new PackedModel(setup.model(), Precision.INT16, packedFor);
      try (PackedDecoder decoder = new PackedDecoder(packed, manager, ROWS)) {
        float[][][] stepped = setup.follow(decoder, 0);
        for (int given = 1; given < stepped.length; given += 1 + given / 5) {
          float[][][] primed = setup.follow(decoder, given);
          for (int at = given; at < stepped.length; at++) {
            assertThat(primed[at]).as("%d given, code %d", given, at).isDeepEqualTo(stepped[at]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"low, INT16, 1", "low, INT16, 16", "up, INT16, 1", "up, INT16, 16", "low, FP32, 11"})
  void row_hasTheSameBytesInAnyBatch_atAnyPlace_besideRowsThatAreElsewhere(
      String level, Precision precision, int packedFor) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      PackedModel packed = new PackedModel(setup.model(), precision, packedFor);
      float[][][] together;
      try (PackedDecoder decoder = new PackedDecoder(packed, manager, ROWS)) {
        together = setup.follow(decoder, 0);
      }
      for (int others = 0; others < 8; others++) {
        int[] rows = new int[others + 1];
        int[] from = new int[others + 1];
        try (PackedDecoder decoder = new PackedDecoder(packed, manager, others + 1)) {
          for (int i = 0; i <= others; i++) {
            from[i] = i;
            rows[i] = (7 * i + others) % ROWS;
            setup.open(decoder, i, rows[i], 2 * i);
          }
          for (int at = 0; at < setup.length() - 2 * others; at++) {
            float[][] logits = setup.next(decoder, from, rows);
            for (int i = 0; i <= others; i++) {
              assertThat(logits[i]).isEqualTo(together[at + 2 * i][rows[i]]);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void weightsLaidOutForOneRowOrForMany_giveTheSameFilteredDistributions(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      float[][][][] got = new float[2][][][];
      for (int i = 0; i < 2; i++) {
        PackedModel packed = new PackedModel(setup.model(), Precision.INT16, i == 0 ? 1 : MANY);
        try (PackedDecoder decoder = new PackedDecoder(packed, manager, ROWS)) {
          got[i] = setup.follow(decoder, 0);
        }
      }
      double variation = 0;
      for (int at = 0; at < got[0].length; at++) {
        for (int row = 0; row < ROWS; row++) {
          assertThat(probabilities(got[1][at][row]))
              .as("code %d of row %d, before the filter", at, row)
              .containsExactly(probabilities(got[0][at][row]), Offset.offset(1e-3));
          double[] few = probabilities(LogitFilter.topP(got[0][at][row], 0.9));
          double[] many = probabilities(LogitFilter.topP(got[1][at][row], 0.9));
          for (int code = 0; code < few.length; code++) {
            variation += Math.abs(many[code] - few[code]) / 2;
          }
        }
      }
      // A code at the filter's border may pass it in one of the two only, so no bound for each.
      assertThat(variation / (ROWS * got[0].length)).isLessThan(1e-3);
    }
  }

  private static double[] probabilities(float[] logits) {
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i]);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  @ParameterizedTest
  @CsvSource({"low, INT16, 1", "low, INT16, 99", "up, INT16, 1", "up, INT16, 99", "up, FP32, 99"})
  void rowsEnoughForEachThreadToWorkAlone_haveTheBytesOfARowByItself(
      String level, Precision precision, int packedFor) {
    int rows = 12 * Runtime.getRuntime().availableProcessors() + 5;
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, rows);
      PackedModel packed = new PackedModel(setup.model(), precision, packedFor);
      float[][][] together;
      try (PackedDecoder decoder = new PackedDecoder(packed, manager, rows)) {
        together = setup.follow(decoder, 0);
      }
      try (PackedDecoder decoder = new PackedDecoder(packed, manager, 1)) {
        for (int row = 0; row < rows; row++) {
          setup.open(decoder, 0, row, 0);
          for (int at = 0; at < setup.length(); at++) {
            float[][] alone = setup.next(decoder, new int[] {0}, new int[] {row});
            assertThat(together[at][row]).as("row %d, code %d", row, at).isEqualTo(alone[0]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void tenThousandSteps_leaveNoArraysBehind(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, 2);
      PackedModel packed = new PackedModel(setup.model(), Precision.INT16, 2);
      try (NDManager own = manager.newSubManager();
          PackedDecoder decoder = new PackedDecoder(packed, own, 2)) {
        int[] rows = {0, 1};
        for (int steps = 0; steps < 10_000; steps++) {
          if (steps % setup.length() == 0) {
            try (ai.djl.ndarray.NDScope scope = new ai.djl.ndarray.NDScope()) {
              scope.suppressNotUsedWarning();
              setup.open(decoder, 0, 0, 0);
              setup.open(decoder, 1, 1, 0);
            }
          }
          setup.next(decoder, rows, rows);
        }
        assertThat(own.getManagedArrays()).as("the conditions of the two rows").hasSize(2);
      }
    }
  }
}
