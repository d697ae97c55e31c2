package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
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
}
