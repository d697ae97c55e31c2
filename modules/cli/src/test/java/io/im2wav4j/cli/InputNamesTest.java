package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputNamesTest {
  @TempDir Path folder;

  private CommandRun generate(Path first, Path second) {
    Path none = folder.resolve("no models");
    return CommandRun.of(
        "generate",
        "--image",
        first,
        "--image",
        second,
        "--config",
        TinyPipeline.CONFIGS.resolve("generation/tiny.yaml"),
        "--models",
        none,
        "--out",
        none);
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), new byte[1]);
  }

  @Test
  void twoNamesInChineseAreTwoNames() throws IOException {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale is not UTF-8");
    CommandRun run = generate(file("\u4e2d\u6587.png"), file("\u56fd\u8bed.png"));
    assertThat(run.err()).contains("no models").doesNotContain("of one name");
  }

  @Test
  void namesThatSomeFileSystemsTakeForOneAreRefusedBeforeAnyWork() throws IOException {
    Files.createDirectories(folder.resolve("more"));
    CommandRun run = generate(file("Dog.png"), file("more/dog.jpg"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("two files of one name", "Dog.png", "dog.jpg", "Rename one");
  }

  @Test
  void aNameTooLongIsRefusedBeforeAnyWork() throws IOException {
    CommandRun run = generate(file("a.png"), file("x".repeat(247) + ".png"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("247 bytes", "at most 200", "Rename the file");
  }

  @Test
  void aFileWithALeadingDashGetsTheWayToNameIt() throws IOException {
    Path dashed = Files.write(Path.of("-dashed-test.wav"), new byte[1]);
    try {
      CommandRun run = CommandRun.of("data", "scan", dashed);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("write ./-dashed-test.wav");
    } finally {
      Files.delete(dashed);
    }
  }
}
