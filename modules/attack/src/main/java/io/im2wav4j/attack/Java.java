package io.im2wav4j.attack;

import io.im2wav4j.core.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes on this process's class path, and their memory as Linux counts it. */
final class Java {
  private static final String ENGINE_FLAGS =
      "modules/engine-cpu/src/main/resources/io/im2wav4j/engine/jvm.options";

  private Java() {}

  /** The project's folder. */
  static Path home() {
    return Path.of(System.getProperty(Provenance.HOME, System.getProperty("root", ".")))
        .toAbsolutePath()
        .normalize();
  }

  /** A command that starts {@code mainClass} quickly. */
  static List<String> command(List<String> flags, String mainClass, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Files.exists(home().resolve(ENGINE_FLAGS))) {
      command.add("@" + home().resolve(ENGINE_FLAGS));
    }
    command.addAll(
        List.of(
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Djava.awt.headless=true",
            "-Dim2wav.home=" + home(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(args);
    return command;
  }

  /** Largest resident size of a process so far, bytes; 0 where that is not known. */
  static long peakBytes(long process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      // Not Linux, or the process has ended.
    }
    return 0;
  }
}
