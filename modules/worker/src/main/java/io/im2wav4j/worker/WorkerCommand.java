package io.im2wav4j.worker;

import io.im2wav4j.core.error.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a worker is started: a Java of its own, of the same class path, on a leash. */
final class WorkerCommand {
  /** A class path other than that of this process. */
  private static final String CLASS_PATH = "im2wav.worker.classpath";

  /**
   * Signals that a terminal or a service manager sends to all processes of a command are for the
   * parent alone; memory that may be written is bounded by the kernel; what native code prints goes
   * to standard error, not into replies.
   */
  private static final String LEASH =
      "trap '' INT HUP QUIT TERM; ulimit -c 0 2>/dev/null; ulimit -d %d 2>/dev/null;"
          + " exec \"$@\" 3>&1 1>&2";

  /** Pictures that are sent at once should not fill the old generation. */
  private static final int YOUNG_MEGABYTES = 48;

  private static final Path SHELL = Path.of("/bin/sh");
  private static final List<String> PASSED_ON =
      List.of("im2wav.", "ai.djl.", "org.bytedeco.", "onnxruntime.", "java.io.tmpdir");

  /** They would change the flags here. */
  private static final List<String> JAVA_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  private WorkerCommand() {}

  /**
   * Starts a process.
   *
   * @param ring the file of the ring, or null
   * @throws UserError where there is no Java to be started
   */
  static Process start(int megabytes, Path ring) {
    Path java = java();
    List<String> command = new ArrayList<>();
    boolean leashed = Files.isExecutable(SHELL);
    if (leashed) {
      long kilobytes = 1024L * (megabytes + WorkerBounds.OWN_MEGABYTES);
      command.addAll(
          List.of(SHELL.toString(), "-c", String.format(Locale.ROOT, LEASH, kilobytes), "sh"));
    }
    command.add(java.toString());
    command.addAll(flags(megabytes));
    command.addAll(List.of("-cp", classPath(), WorkerMain.class.getName()));
    if (leashed) {
      command.add("/dev/fd/3");
      if (ring != null) {
        command.add(ring.toString());
      }
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(JAVA_OPTIONS);
    try {
      return builder.start();
    } catch (IOException e) {
      throw cannotStart(e.getMessage(), e);
    }
  }

  static UserError cannotStart(String why, Exception cause) {
    return new UserError(
        "The process that reads media and ONNX files",
        "cannot be started: " + why,
        "a Java that starts with the class path of this one",
        "Install a whole Java runtime, or read in this process with -Dim2wav.media=process, where a"
            + " broken file may end it",
        cause);
  }

  private static Path java() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    for (String name : List.of("java", "java.exe")) {
      if (Files.isExecutable(bin.resolve(name))) {
        return bin.resolve(name);
      }
    }
    throw cannotStart("no java in " + bin, null);
  }

  private static List<String> flags(int megabytes) {
    List<String> flags = new ArrayList<>();
    int heap = megabytes / 2;
    int young = Math.min(YOUNG_MEGABYTES, heap / 2);
    flags.addAll(
        List.of(
            "-Xms" + 2 * young + "m",
            "-Xmn" + young + "m",
            "-Xmx" + heap + "m",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+SuppressFatalErrorMessage",
            "-Djava.awt.headless=true",
            "-Dslf4j.provider=" + WorkerLogging.class.getName()));
    if (Runtime.version().feature() >= 22) {
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (PASSED_ON.stream().anyMatch(name::startsWith)) {
        flags.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    return flags;
  }

  private static String classPath() {
    String own = System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
    return Arrays.stream(own.split(File.pathSeparator))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
