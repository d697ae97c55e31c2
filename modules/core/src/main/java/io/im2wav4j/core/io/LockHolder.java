package io.im2wav4j.core.io;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who holds a lock, or held it when it was killed.
 *
 * @param host it runs on
 * @param pid of the process there
 * @param command as it was given, without Java's flags; null: noted by an earlier version
 * @param since ISO-8601 in UTC, to the second
 * @param writer its {@link TemporaryNames#writer}; null: noted by an earlier version
 */
public record LockHolder(
    String host, long pid, @Nullable String command, String since, @Nullable String writer) {
  /** This process, now. */
  public static LockHolder here() {
    return new LockHolder(
        thisHost(),
        ProcessHandle.current().pid(),
        System.getProperty("sun.java.command", "java")
            .replaceFirst("^\\S*\\.cli\\.Main\\b", "im2wav"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        TemporaryNames.writer());
  }

  /** The name of this machine or container. */
  static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
