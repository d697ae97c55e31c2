package io.im2wav4j.core.run;

import io.im2wav4j.core.config.ProgramHome;
import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Nullable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run comes from. It has times in it, so it never goes into a file that two equal runs must
 * have byte for byte, such as a checkpoint.
 *
 * @param inputs name to SHA-256 of the files it read
 * @param parents name to identity of the runs it builds on
 * @param versions of this project (its commit, or unknown), Java, the tensor engine, the operating
 *     system
 * @param device what it ran on
 * @param seed of everything random
 * @param started ISO-8601 in UTC, to the second
 * @param finished likewise; null until then
 */
public record Provenance(
    Map<String, String> inputs,
    Map<String, String> parents,
    Map<String, String> versions,
    String device,
    long seed,
    String started,
    @Nullable String finished) {

  /** The system property with the folder of the code, which the launcher sets. */
  public static final String HOME = ProgramHome.PROPERTY;

  /** Copies the maps, sorts those without an order, checks the times. */
  public Provenance {
    inputs = new TreeMap<>(inputs);
    parents = new TreeMap<>(parents);
    versions = FixedOrder.copy(versions);
    try {
      Instant.parse(started);
      Instant.parse(finished == null ? started : finished);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("started or finished is no time in ISO-8601");
    }
  }

  /**
   * Versions and device of this process.
   *
   * @param threads that compute: as many as were asked for, not as many as the machine has
   */
  public static Provenance here(
      Map<String, String> inputs, Map<String, String> parents, long seed, int threads) {
    Map<String, String> versions = new LinkedHashMap<>();
    Path home = Path.of(System.getProperty(HOME, ""));
    versions.put("im2wav4j", GitCommit.of(home).orElse("unknown"));
    versions.put(
        "java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    versions.put(
        "os",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    return new Provenance(
        inputs,
        parents,
        versions,
        "CPU, " + threads + (threads == 1 ? " thread" : " threads"),
        seed,
        now(),
        null);
  }

  /** This, finished now. */
  public Provenance finish() {
    return new Provenance(inputs, parents, versions, device, seed, started, now());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
