package io.im2wav4j.core.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> lines = new ArrayList<>();

  private Progress log(long total, long before) {
    return new LogProgress(
        "training", total, before, Duration.ofSeconds(10), clock::get, lines::add);
  }

  private void seconds(long s) {
    clock.addAndGet(Duration.ofSeconds(s).toNanos());
  }

  @Test
  void log_saysPercentRateTimeLeftAndNote_atMostOncePerInterval() {
    Progress progress = log(1000, 0);
    for (int i = 0; i < 25; i++) {
      seconds(1);
      progress.step(4, "loss 0.5");
    }
    assertThat(lines)
        .containsExactly(
            "training: 4 % (40 of 1000), 4.0/s, 4 min 0 s left, loss 0.5",
            "training: 8 % (80 of 1000), 4.0/s, 3 min 50 s left, loss 0.5");
  }

  @Test
  void aSlowStart_isForgottenByTheThirdLine() {
    Progress progress = log(1000, 0);
    seconds(100);
    progress.step(1, "");
    for (int i = 0; i < 20; i++) {
      seconds(1);
      progress.step(1, "");
    }
    assertThat(lines)
        .containsExactly(
            "training: 0 % (1 of 1000), 100.0 s each, 27 h 45 min left",
            "training: 1 % (11 of 1000), 10.0 s each, 2 h 44 min left",
            "training: 2 % (21 of 1000), 1.0/s, 16 min 19 s left");
  }

  @Test
  void resumedWork_countsForThePercentageButNotForTheRate() {
    Progress progress = log(1000, 900);
    seconds(20);
    progress.step(10, "");
    assertThat(lines).containsExactly("training: 91 % (910 of 1000), 2.0 s each, 3 min 0 s left");
  }

  @Test
  void close_saysWhetherTheWorkWasFinished() {
    Progress finished = log(2, 0);
    finished.step(2, "");
    finished.close();
    finished.close();
    log(2, 1).close();
    assertThat(lines)
        .containsExactly("training: 2 done in 0 s", "training: stopped at 1 of 2 after 0 s");
  }

  @Test
  void manyThreads_loseNoStep() {
    Progress progress = log(8000, 0);
    IntStream.range(0, 8000).parallel().forEach(i -> progress.step(1, ""));
    progress.close();
    assertThat(lines).containsExactly("training: 8000 done in 0 s");
  }

  @Test
  void unknownTotal_isCountedOnly() {
    Progress progress = log(0, 0);
    seconds(10);
    progress.step(30, "");
    assertThat(lines).containsExactly("training: 30, 3.0/s");
  }

  @Test
  void start_worksWithoutAConsole() {
    assertThatCode(
            () -> {
              try (Progress progress = Progress.start("scan", 3)) {
                progress.step(3, "note");
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void bar_drawsWithoutATerminalToo() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Progress bar =
        BarProgress.open("scan", 3, 0, new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      bar.step(3, "last");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("scan").contains("3/3");
  }
}
