package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.golden.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers that nobody compares with prove nothing. */
class GoldenFilesTest {
  /**
   * Suites of a whole set for what is not here: a network, an optimiser in half precision, another
   * way to cut sounds into windows.
   */
  private static final Set<String> UNREAD =
      Set.of("efficientat", "extended/adam_fp16", "extended/dataset_index");

  @Test
  void everySuite_isNamedByATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("root"), "modules"))) {
      for (Path file :
          files
              .filter(f -> f.toString().matches(".*/src/test/java/.*(Test|Suite)\\.java"))
              .toList()) {
        tests.append(Files.readString(file));
      }
    }
    List<String> prefixes =
        Pattern.compile("suites\\(\"([^\"]+)\"\\)")
            .matcher(tests)
            .results()
            .map(found -> found.group(1))
            .toList();
    try (Stream<Path> files = Files.walk(GoldenFolder.path())) {
      List<String> unnamed =
          files
              .map(f -> GoldenFolder.path().relativize(f).toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .filter(name -> prefixes.stream().noneMatch(name::startsWith))
              .filter(name -> tests.indexOf("\"" + name + "\"") < 0)
              .filter(name -> !UNREAD.contains(name))
              .sorted()
              .toList();
      assertThat(unnamed).isEmpty();
    }
  }
}
