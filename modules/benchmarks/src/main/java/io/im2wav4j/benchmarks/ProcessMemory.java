package io.im2wav4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Resident memory of this process, the Java heap and the tensor engine's together, as Linux counts
 * it; 0 elsewhere.
 */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Starts a new peak. */
  static void resetPeak() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException e) {
      // Not Linux, or not allowed: the peak is then that of the whole process.
    }
  }

  /** Largest resident size since {@link #resetPeak}, bytes. */
  static long peakBytes() {
    return field("VmHWM:");
  }

  /** Resident size now, bytes. */
  static long residentBytes() {
    return field("VmRSS:");
  }

  /** Largest resident size of another process so far, bytes. */
  static long peakBytes(long process) {
    return field(Path.of("/proc/" + process + "/status"), "VmHWM:");
  }

  /** Resident size of another process now, bytes. */
  static long residentBytes(long process) {
    return field(Path.of("/proc/" + process + "/status"), "VmRSS:");
  }

  /** Memory that this machine could still give, bytes; all where that is not known. */
  static long availableBytes() {
    long bytes = field(Path.of("/proc/meminfo"), "MemAvailable:");
    return bytes == 0 ? Long.MAX_VALUE : bytes;
  }

  private static long field(String name) {
    return field(STATUS, name);
  }

  private static long field(Path status, String name) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      // Not Linux, or the process has ended.
    }
    return 0;
  }
}
