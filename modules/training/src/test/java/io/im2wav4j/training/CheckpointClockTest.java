package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.config.Configs;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckpointClockTest {
  private final AtomicLong clock = new AtomicLong(-5);

  @Test
  void aCheckpointIsDue_whenThatTimeHasPassedSinceTheLast() {
    CheckpointClock every = new CheckpointClock(30, clock::get);
    clock.addAndGet(TimeUnit.MINUTES.toNanos(30) - 1);
    assertThat(every.due()).isFalse();
    clock.addAndGet(1);
    assertThat(every.due()).isTrue();
    every.restart();
    assertThat(every.due()).isFalse();
  }

  @Test
  void noTime_isNeverDue_andStaysOutOfTheFile() {
    CheckpointClock never = new CheckpointClock(null, clock::get);
    clock.addAndGet(TimeUnit.DAYS.toNanos(9));
    assertThat(never.due()).isFalse();
    assertThat(Configs.toYaml(ResumeCheck.config(5)))
        .contains("checkpointEvery")
        .doesNotContain("checkpointMinutes");
  }
}
