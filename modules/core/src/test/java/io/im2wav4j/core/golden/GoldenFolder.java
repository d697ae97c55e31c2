package io.im2wav4j.core.golden;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of reference numbers: the repository's {@code goldens/}, or another whole set given as
 * {@code -Dgoldens=DIR}. What is absent there skips its test, and with {@code
 * -Dgoldens.required=true} fails it.
 */
public final class GoldenFolder {
  private GoldenFolder() {}

  /** The folder. */
  public static Path path() {
    return Path.of(System.getProperty("goldens", "../../goldens"));
  }

  /** A file of it, as in "checkpoints/vqvae.tar". */
  public static Path file(String name) {
    Path file = path().resolve(name);
    if (!Files.exists(file)) {
      String absent = "golden file absent: " + file;
      if (Boolean.getBoolean("goldens.required")) {
        fail(absent);
      }
      abort(absent);
    }
    return file;
  }

  /** The description {@code name}.json. */
  public static JsonNode json(String name) {
    return Json.read(file(name + ".json"), JsonNode.class);
  }

  /** The suites whose names start with {@code prefix}, as in "low-lm"; at least one. */
  public static List<String> suites(String prefix) {
    try (Stream<Path> files = Files.list(path())) {
      List<String> names =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> n.startsWith(prefix) && n.endsWith(".json"))
              .map(n -> n.substring(0, n.length() - ".json".length()))
              .sorted()
              .toList();
      return names.isEmpty() ? List.of(prefix) : names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
