package io.im2wav4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that are none: each is refused in a line that quotes little or nothing of it. */
class StrangeYamlTest {
  record Part(@Default("1") int steps, @Default("a") String name) {}

  record Whole(
      @Default("{}") Part part,
      @Default("[]") List<Integer> sizes,
      @Default("{}") Map<String, String> names,
      @Default("1") double rate) {}

  @TempDir Path folder;

  private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] content) {
    return assertThatThrownBy(
            () ->
                Configs.load(
                    Files.write(folder.resolve("x.yaml"), content), Whole.class, List.of()))
        .isInstanceOf(UserError.class)
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(600));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String content) {
    return refused(content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET:x:0:0:SECRET:/SECRET:/bin/sh\nSECRET2:x:1:1\n",
        "SECRET",
        "KEY=SECRET\nTOKEN=SECRET: x: y\n",
        "- SECRET\n- SECRET",
        "'SECRET",
        "a: [SECRET, SECRET\n",
        "SECRET: a: b\n",
        "@SECRET",
        "`SECRET`",
        "%SECRET x\n---\n",
        "a: 'SECRET' SECRET\n",
        "a: b\n\tSECRET: x\n",
        "\"\\SECRET\"",
        "[SECRET}",
        "SECRET\u0007SECRET",
      })
  void fileThatExtendsNames_isNotQuoted(String content) throws IOException {
    Files.writeString(folder.resolve("other"), content);
    refused("extends: other\n")
        .hasMessageContaining("other")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRET"));
  }

  @Test
  void fileBeyondAllMeasure_isRefusedByItsLengthBeforeItIsParsed() {
    refused("part: {name: " + "a".repeat(60_000_000) + "}").hasMessageContaining("over 1 MiB");
  }

  @Test
  void deepNesting_aliases_andSecondDocuments_areRefused() {
    refused("[".repeat(200_000)).hasMessageContaining("x.yaml");
    refused("part: " + "{a: ".repeat(100_000)).hasMessageContaining("x.yaml");
    refused("- ".repeat(100_000)).hasMessageContaining("x.yaml");
    refused("part: &a {steps: 2}\nsizes: *a\n").hasMessageContaining("x.yaml:2: an alias");
    refused("sizes: [1]\n---\nsizes: [2]\n").hasMessageContaining("second document");
  }

  @Test
  void extendsWhatNoFileCanBeNamed_isRefused() {
    refused("extends: \"a\\0b\"\n").hasMessageContaining("x.yaml:1: 'extends' names 'a?b'");
  }

  @Test
  void numbersBeyondAllMeasure_areNone() {
    refused("rate: 1e999\n").hasMessageContaining("x.yaml:1: 'rate' is '1e999'");
  }

  @Test
  void longValuesAndKeys_areShortenedInTheMessage() {
    refused("sizes: " + "b".repeat(900_000)).hasMessageContaining("'sizes' is 'bbb");
    refused("c".repeat(1000) + ": 1").hasMessageContaining("unknown key 'ccc");
  }

  @Test
  void mutatedConfigurations_areReadOrRefused() throws IOException {
    byte[] whole =
        "# comment\npart: {steps: 3, name: 'x y'}\nsizes: [1, 2]\nnames:\n  a: b\n  c: \"d\"\n"
            .getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(12);
    Path file = folder.resolve("mutated.yaml");
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] bytes = whole.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "{}[]:,'\"\n\t&*!|>%@-? #".charAt(random.nextInt(21));
      }
      Files.write(file, bytes);
      try {
        Configs.load(file, Whole.class, List.of());
        Configs.values(file);
      } catch (UserError e) {
        refused++;
        assertThat(e).hasMessageContaining("mutated.yaml");
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }
}
