package io.im2wav4j.experiments.stage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who works, or worked, on a stage.
 *
 * @param pid of the process
 * @param host it runs on
 * @param since ISO-8601 in UTC, to the second
 */
public record Owner(long pid, String host, String since) {
  /** This process, now. */
  static Owner here() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown";
    }
    return new Owner(
        ProcessHandle.current().pid(),
        host,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
