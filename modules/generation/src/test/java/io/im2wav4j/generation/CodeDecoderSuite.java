package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.generation.decode.Precision;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every decoder does, by one engine in single precision. */
public abstract class CodeDecoderSuite {
  private static final int ROWS = 3;

  protected abstract DecodeEngine engine();

  /** How far a logit may be from that of one pass. */
  protected abstract float tolerance();

  private void assertUncached(DecoderSetup setup, float[] logits, int row, int at) {
    for (int v = 0; v < logits.length; v++) {
      assertThat(logits[v])
          .as("row %d, code %d", row, at)
          .isCloseTo(setup.uncached()[row][at][v], Offset.offset(tolerance()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void cachedLogits_equalThoseOfOnePass_withAnyNumberOfCodesGiven(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      try (CodeDecoders decoders = engine().copy(setup.model(), Precision.FP32, ROWS);
          CodeDecoder decoder = decoders.decoder(manager, ROWS)) {
        for (int given = 0; given < setup.length(); given += 1 + given / 9) {
          float[][][] logits = setup.follow(decoder, given);
          for (int at = given; at < logits.length; at++) {
            for (int r = 0; r < ROWS; r++) {
              assertUncached(setup, logits[at][r], r, at);
            }
          }
        }
        assertThatThrownBy(() -> setup.next(decoder, new int[] {0}, new int[] {0}))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void rowsAtTheirOwnPlaces_equalOnePass(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      try (CodeDecoders decoders = engine().copy(setup.model(), Precision.FP32, ROWS);
          CodeDecoder decoder = decoders.decoder(manager, ROWS)) {
        setup.open(decoder, 0, 2, 5);
        setup.open(decoder, 1, 0, 0);
        setup.open(decoder, 2, 1, 0);
        for (int at = 0; at < setup.length() - 5; at++) {
          float[][] three = setup.next(decoder, new int[] {0, 1, 2}, new int[] {2, 0, 1});
          assertUncached(setup, three[0], 2, 5 + at);
          assertUncached(setup, three[1], 0, at);
          assertUncached(setup, three[2], 1, at);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "up"})
  void windows_leaveNoArraysBehind(String level) {
    try (NDManager manager = NDManager.newBaseManager()) {
      DecoderSetup setup = DecoderSetup.of(manager, level, ROWS);
      int before = manager.getManagedArrays().size();
      try (CodeDecoders decoders = engine().copy(setup.model(), Precision.FP32, ROWS);
          CodeDecoder decoder = decoders.decoder(manager, ROWS)) {
        setup.follow(decoder, 0);
        int one = manager.getManagedArrays().size();
        setup.follow(decoder, 3);
        assertThat(manager.getManagedArrays().size() - one)
            .as("but for the conditions that the test cuts out")
            .isLessThanOrEqualTo(2 * ROWS);
      }
      assertThat(manager.getManagedArrays().size() - before).isLessThanOrEqualTo(4 * ROWS);
    }
  }
}
