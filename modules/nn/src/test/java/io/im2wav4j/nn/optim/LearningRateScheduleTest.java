package io.im2wav4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  @Test
  void firstStep_hasRateZeroWithWarmUpAndFullRateWithout() {
    assertThat(LearningRateSchedule.constant(1e-3, 10).at(0)).isZero();
    assertThat(LearningRateSchedule.constant(1e-3, 0).at(0)).isEqualTo(1e-3);
  }

  @Test
  void cosine_isHalfInTheMiddleAndZeroAtTheEnd() {
    LearningRateSchedule schedule = LearningRateSchedule.cosine(1, 100, 1100);
    assertThat(schedule.at(100)).isEqualTo(1);
    assertThat(schedule.at(600)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.at(1100)).isCloseTo(0, within(1e-12));
    assertThat(schedule.at(5000)).isCloseTo(0, within(1e-12));
  }

  @Test
  void aRateOfZero_isRefused() {
    assertThatThrownBy(() -> LearningRateSchedule.constant(0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learning rate is 0");
  }
}
