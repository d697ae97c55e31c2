package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnsetAlignmentTest {
  private static final double[] EVENTS = {0.2, 0.9, 1.5, 3.1};

  @Test
  void samePlaces_alignPerfectly() {
    OnsetAlignment alignment = OnsetAlignment.of(EVENTS, EVENTS, 0.1);
    assertThat(alignment.f1()).isEqualTo(1);
    assertThat(alignment.precision()).isEqualTo(1);
    assertThat(alignment.recall()).isEqualTo(1);
    assertThat(alignment.meanOffset()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, -0.1})
  void shiftWithinTheWindow_costsNothingAndIsTheMeanOffset(double shift) {
    OnsetAlignment alignment = OnsetAlignment.of(EVENTS, shifted(shift), 0.1);
    assertThat(alignment.f1()).isEqualTo(1);
    assertThat(alignment.meanOffset()).isCloseTo(shift, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.11, -0.11})
  void shiftBeyondTheWindow_alignsNothing(double shift) {
    OnsetAlignment alignment = OnsetAlignment.of(EVENTS, shifted(shift), 0.1);
    assertThat(alignment.f1()).isZero();
    assertThat(alignment.meanOffset()).isNaN();
  }

  @Test
  void anOnset_meetsOneEventOnly() {
    OnsetAlignment alignment =
        OnsetAlignment.of(new double[] {1, 1.02, 1.04}, new double[] {1.02}, 0.1);
    assertThat(alignment.matches()).isEqualTo(1);
    assertThat(alignment.precision()).isEqualTo(1);
    assertThat(alignment.recall()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(alignment.f1()).isEqualTo(0.5);
    assertThat(alignment.meanOffset()).isZero();
  }

  @Test
  void asManyAsPossible_areMatched() {
    // The nearest pair first would leave the others alone.
    OnsetAlignment alignment =
        OnsetAlignment.of(new double[] {1, 1.1}, new double[] {0.92, 1.01}, 0.1);
    assertThat(alignment.matches()).isEqualTo(2);
    assertThat(alignment.meanOffset()).isCloseTo(-0.085, within(1e-12));
  }

  @Test
  void exchangingBothSides_exchangesPrecisionAndRecall() {
    double[] onsets = {0.25, 0.3, 1.45, 2};
    OnsetAlignment there = OnsetAlignment.of(EVENTS, onsets, 0.1);
    OnsetAlignment back = OnsetAlignment.of(onsets, EVENTS, 0.1);
    assertThat(there.matches()).isEqualTo(2);
    assertThat(back.precision()).isEqualTo(there.recall());
    assertThat(back.f1()).isEqualTo(there.f1());
    assertThat(back.meanOffset()).isCloseTo(-there.meanOffset(), within(1e-12));
  }

  @Test
  void nothingOnOneSide_givesZeroAndNothingOnBothNoNumber() {
    assertThat(OnsetAlignment.of(EVENTS, new double[0], 0.1).f1()).isZero();
    assertThat(OnsetAlignment.of(new double[0], EVENTS, 0.1).f1()).isZero();
    assertThat(OnsetAlignment.of(new double[0], new double[0], 0.1).f1()).isNaN();
    assertThatThrownBy(() -> OnsetAlignment.of(EVENTS, EVENTS, 0))
        .hasMessageContaining("window is 0");
  }

  private static double[] shifted(double shift) {
    return Arrays.stream(EVENTS).map(t -> t + shift).toArray();
  }
}
