package io.im2wav4j.models.lm;

import io.im2wav4j.nn.golden.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpLmGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"up-lm", "up-lm-with-guidance"})
  void conditionsLogitsLossAndGradients_equalTheReference(String name) {
    LanguageModelGolden.check(Golden.open(name));
  }
}
