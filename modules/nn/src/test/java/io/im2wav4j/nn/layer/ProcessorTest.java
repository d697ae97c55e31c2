package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  @TempDir Path sysfs;

  @ParameterizedTest
  @CsvSource({"AuthenticAMD,25,false", "AuthenticAMD,26,true", "GenuineIntel,6,false"})
  void wideVectors_areAskedOfAmdFromZen5On(String vendor, String family, boolean expected) {
    List<String> description =
        List.of("processor\t: 0", "vendor_id\t: " + vendor, "cpu family\t: " + family);
    assertThat(Processor.hasWideVectorsThatMklLeaves(description)).isEqualTo(expected);
    assertThat(Processor.hasWideVectorsThatMklLeaves(List.of("processor\t: 0"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"fpu avx2 avx512_vnni,true", "fpu avx512_vnni2 avx2,false", "'',false"})
  void abilities_areWholeWordsOfTheirLine(String flags, boolean expected) {
    List<String> description = List.of("processor\t: 0", "flags\t\t: " + flags);
    assertThat(Processor.has(description, "avx2", "avx512_vnni")).isEqualTo(expected);
  }

  /** There, oneDNN's sum ends the process by a division by zero. */
  @Test
  void processorThatHidesItsCaches_isKnown() throws IOException {
    Path processor = Files.createDirectories(sysfs.resolve("cpu0/topology")).getParent();
    assertThat(Processor.reportsCaches(processor)).isFalse();

    Files.createDirectories(processor.resolve("cache/index0"));
    assertThat(Processor.reportsCaches(processor)).isTrue();
  }

  @Test
  void systemWithoutSysfs_isTrusted() {
    assertThat(Processor.reportsCaches(sysfs.resolve("none"))).isTrue();
  }
}
