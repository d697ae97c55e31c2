package io.im2wav4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  @Test
  void allThreads_haveEndedAPart_beforeOneBeginsTheNext() {
    try (WorkerPool pool = new WorkerPool("test", 3)) {
      AtomicInteger count = new AtomicInteger();
      AtomicInteger wrong = new AtomicInteger();
      for (int run = 1; run <= 20; run++) {
        int runs = run;
        pool.run(
            id -> {
              for (int part = 1; part <= 50; part++) {
                count.incrementAndGet();
                pool.await();
                if (count.get() != 3 * (50 * (runs - 1) + part)) {
                  wrong.incrementAndGet();
                }
                pool.await();
              }
            });
      }
      assertThat(wrong).hasValue(0);
      assertThat(count).hasValue(3 * 50 * 20);
    }
  }

  @Test
  void aFailureOfAnyThread_isTold_andTheTeamGoesOn() {
    try (WorkerPool pool = new WorkerPool("test", 3)) {
      for (int i = 0; i < 30; i++) {
        int failing = i % 3;
        assertThatThrownBy(
                () ->
                    pool.run(
                        id -> {
                          pool.await();
                          if (id == failing) {
                            throw new IllegalArgumentException("no");
                          }
                          pool.await();
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasRootCauseMessage("no");
        AtomicInteger count = new AtomicInteger();
        pool.run(
            id -> {
              pool.await();
              count.incrementAndGet();
              pool.await();
            });
        assertThat(count).hasValue(3);
      }
    }
  }
}
