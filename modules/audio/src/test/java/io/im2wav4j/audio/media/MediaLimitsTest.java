package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaLimitsTest {
  @TempDir Path folder;

  @Test
  void theFileThatComesWithIt_holdsTheDefaults() {
    Path file = Path.of("../../configs/limits.yaml");
    MediaLimits shipped = Configs.load(file, MediaLimits.class, List.of());
    assertThat(shipped).isEqualTo(MediaLimits.current());
  }

  @Test
  void anotherFile_isReadWhereThePropertyNamesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("l.yaml"), "hours: 2\n");
    MediaLimits limits = TestLimits.with(file, MediaLimits::current);
    assertThat(limits.hours()).isEqualTo(2);
    assertThat(limits.streams()).isEqualTo(MediaLimits.current().streams());
    Files.writeString(file, "channels: 0\n");
    Path wrong = Files.move(file, folder.resolve("m.yaml"));
    assertThatThrownBy(() -> TestLimits.with(wrong, MediaLimits::current))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("m.yaml:1: channels is 0");
  }
}
