package io.im2wav4j.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run comes from.
 *
 * @param inputs name to SHA-256 of the files it read
 * @param parents name to identity of the runs it builds on
 * @param versions of this project, Java, the tensor engine, the operating system
 * @param device what it ran on
 * @param seed of everything random
 */
public record Provenance(
    Map<String, String> inputs,
    Map<String, String> parents,
    Map<String, String> versions,
    String device,
    long seed) {

  /** Copies the maps. */
  public Provenance {
    inputs = new LinkedHashMap<>(inputs);
    parents = new LinkedHashMap<>(parents);
    versions = new LinkedHashMap<>(versions);
  }

  /** Versions and device of this process. */
  public static Provenance here(
      Map<String, String> inputs, Map<String, String> parents, long seed) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("im2wav4j", commit());
    versions.put(
        "java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return new Provenance(
        inputs,
        parents,
        versions,
        "CPU, " + Runtime.getRuntime().availableProcessors() + " threads",
        seed);
  }

  /**
   * The commit that is checked out around the working folder, read without running git; "unknown"
   * outside one.
   */
  private static String commit() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path head = folder.resolve(".git/HEAD");
      if (Files.isRegularFile(head)) {
        try {
          String text = Files.readString(head).strip();
          if (!text.startsWith("ref: ")) {
            return text;
          }
          Path ref = folder.resolve(".git").resolve(text.substring(5));
          return Files.isRegularFile(ref) ? Files.readString(ref).strip() : text;
        } catch (IOException e) {
          return "unknown";
        }
      }
    }
    return "unknown";
  }
}
