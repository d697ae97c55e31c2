package io.im2wav4j.cli;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Libraries of machine code that are unpacked to a folder before they are loaded: what to say where
 * that folder is full or cannot be used.
 *
 * @param name of the library
 * @param code packages whose code loads it
 * @param folder where it is unpacked
 * @param option of the JVM that names another folder
 * @param room that it takes
 */
record NativeLibraries(String name, String code, String folder, String option, String room) {
  private static final List<String> LOADING =
      List.of(
          "UnsatisfiedLinkError",
          "NoClassDefFoundError",
          "ExceptionInInitializerError",
          "native library");
  private static final List<String> UNUSABLE =
      List.of("No space left", "Disk quota", "Read-only", "denied", "not permitted");

  /** The error for a failure to load a library; empty for any other failure. */
  static Optional<UserError> error(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown; cause != null && chain.size() < 20; cause = cause.getCause()) {
      chain.add(cause);
    }
    if (chain.stream().noneMatch(NativeLibraries::loading)) {
      return Optional.empty();
    }
    return all().stream()
        .filter(l -> chain.stream().anyMatch(l::loads))
        .findFirst()
        .map(l -> l.of(chain));
  }

  private static List<NativeLibraries> all() {
    String home = System.getProperty("user.home", "");
    String djl = setting("DJL_CACHE_DIR", Path.of(home, ".djl.ai").toString());
    String temporary = System.getProperty("java.io.tmpdir");
    return List.of(
        new NativeLibraries(
            "FFmpeg",
            "org.bytedeco",
            System.getProperty(
                "org.bytedeco.javacpp.cachedir", Path.of(home, ".javacpp", "cache").toString()),
            "org.bytedeco.javacpp.cachedir",
            "200 MB"),
        new NativeLibraries("ONNX Runtime", "ai.onnxruntime", temporary, "java.io.tmpdir", "50 MB"),
        new NativeLibraries(
            "PyTorch", "ai.djl", setting("ENGINE_CACHE_DIR", djl), "DJL_CACHE_DIR", "500 MB"));
  }

  /** As DJL looks settings up. */
  private static String setting(String name, String otherwise) {
    String variable = System.getenv(name);
    return System.getProperty(name, variable == null ? otherwise : variable);
  }

  /** Here, or by what is said of it in the process that reads media. */
  private static boolean loading(Throwable thrown) {
    String said = thrown.getClass().getSimpleName() + " " + thrown.getMessage();
    return LOADING.stream().anyMatch(said::contains);
  }

  private boolean loads(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).contains(code)
        || Arrays.stream(thrown.getStackTrace()).anyMatch(f -> f.getClassName().startsWith(code));
  }

  private UserError of(List<Throwable> chain) {
    String why =
        chain.stream()
            .map(t -> String.valueOf(t.getMessage()))
            .filter(m -> UNUSABLE.stream().anyMatch(m::contains))
            .findFirst()
            .orElseGet(() -> String.valueOf(chain.get(chain.size() - 1)));
    boolean unusable =
        chain.stream().anyMatch(IOException.class::isInstance)
            || UNUSABLE.stream().anyMatch(why::contains);
    return new UserError(
        folder,
        "the library of " + name + " could not be unpacked there or loaded (" + why + ")",
        "a writable folder with " + room + " free, from which programs may run",
        (unusable ? "Free some space there, or name another folder" : "Name another folder")
            + ": IM2WAV_JAVA_OPTS=-D"
            + option
            + "=FOLDER",
        chain.get(0));
  }
}
