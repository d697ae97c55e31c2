package io.im2wav4j.models.lm;

import io.im2wav4j.nn.golden.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowLmGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"low-lm", "low-lm-2-heads-mean-clip-only"})
  void conditionsLogitsLossAndGradients_equalTheReference(String name) {
    LanguageModelGolden.check(Golden.open(name));
  }
}
