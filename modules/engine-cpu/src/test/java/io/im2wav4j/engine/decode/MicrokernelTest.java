package io.im2wav4j.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrokernelTest {
  @ParameterizedTest
  @CsvSource({
    ",true",
    "DEFAULT,true",
    "avx512_core_vnni,true",
    "AVX512_CORE_AMX,true",
    "AVX512_CORE,false",
    "AVX2_VNNI,false",
    "anything,false"
  })
  void the_kernel_is_used_only_where_onednns_own_limit_leaves_it_its_instructions(
      String limit, boolean expected) {
    assertThat(Microkernel.leavesInstructions(limit)).isEqualTo(expected);
  }
}
