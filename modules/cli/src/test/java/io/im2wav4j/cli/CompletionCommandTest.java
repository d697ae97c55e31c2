package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @Test
  void script_completesACommandInBash(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    Path script = Files.writeString(folder.resolve("script"), CommandRun.of("completion").out());
    Process bash =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "source '"
                    + script
                    + "'; COMP_WORDS=(im2wav tr); COMP_CWORD=1; COMP_LINE='im2wav tr';"
                    + " COMP_POINT=9; _complete_im2wav; echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    assertThat(
            new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s+"))
        .contains("train", "track");
  }
}
