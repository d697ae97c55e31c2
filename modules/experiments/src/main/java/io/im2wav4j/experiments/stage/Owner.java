package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.io.LockHolder;
import io.im2wav4j.core.io.TemporaryNames;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who works, or worked, on a stage.
 *
 * @param pid of the process
 * @param host it runs on
 * @param since ISO-8601 in UTC, to the second
 * @param writer its {@link TemporaryNames#writer}; null: noted by an earlier version
 */
public record Owner(long pid, String host, String since, String writer) {
  /** This process, now. */
  static Owner here() {
    return new Owner(
        ProcessHandle.current().pid(),
        LockHolder.thisHost(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        TemporaryNames.writer());
  }
}
