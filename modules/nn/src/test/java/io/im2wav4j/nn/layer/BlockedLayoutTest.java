package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockedLayoutTest {
  @TempDir Path sysfs;

  /** There, oneDNN's sum ends the process by a division by zero. */
  @Test
  void processorThatHidesItsCaches_isKnown() throws IOException {
    Path processor = Files.createDirectories(sysfs.resolve("cpu0/topology")).getParent();
    assertThat(BlockedLayout.reportsCaches(processor)).isFalse();

    Files.createDirectories(processor.resolve("cache/index0"));
    assertThat(BlockedLayout.reportsCaches(processor)).isTrue();
  }

  @Test
  void systemWithoutSysfs_isTrusted() {
    assertThat(BlockedLayout.reportsCaches(sysfs.resolve("none"))).isTrue();
  }
}
