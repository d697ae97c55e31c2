package io.im2wav4j.nn.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The processor of this machine, as Linux describes it. */
public final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final Path FIRST = Path.of("/sys/devices/system/cpu/cpu0");

  /** AMD's number for Zen 5. */
  private static final int ZEN_5 = 26;

  private Processor() {}

  /** Whether it has all of these abilities, by the names that Linux gives them. */
  public static boolean has(String... flags) {
    try {
      return Files.isReadable(DESCRIPTION) && has(Files.readAllLines(DESCRIPTION), flags);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean has(List<String> description, String... flags) {
    return Set.copyOf(List.of(value(description, "flags").split(" "))).containsAll(List.of(flags));
  }

  /** Whether the processor computes 512 bits at once where MKL asks it for 256 only. */
  public static boolean hasWideVectorsThatMklLeaves() {
    try {
      return Files.isReadable(DESCRIPTION)
          && hasWideVectorsThatMklLeaves(Files.readAllLines(DESCRIPTION));
    } catch (IOException e) {
      return false;
    }
  }

  static boolean hasWideVectorsThatMklLeaves(List<String> description) {
    return value(description, "vendor_id").equals("AuthenticAMD")
        && Integer.parseInt("0" + value(description, "cpu family")) >= ZEN_5;
  }

  /** Whether it says how large its caches are; true where the system does not tell. */
  static boolean reportsCaches() {
    return reportsCaches(FIRST);
  }

  static boolean reportsCaches(Path processor) {
    return !Files.isDirectory(processor) || Files.isDirectory(processor.resolve("cache/index0"));
  }

  private static String value(List<String> description, String key) {
    return description.stream()
        .filter(line -> line.startsWith(key) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
