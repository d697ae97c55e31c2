package io.im2wav4j.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.experiments.plan.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @Test
  void theShardsTogetherHaveEachVariantOnce() {
    List<Variant> all =
        IntStream.range(0, 7).mapToObj(i -> new Variant("v" + i, Map.of())).toList();
    List<Variant> together = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      together.addAll(Shard.parse(i + "/3").of(all));
    }
    assertThat(together).containsExactlyInAnyOrderElementsOf(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1", "a/b", "1/0"})
  void impossibleShardsAreRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(UsageError.class);
  }
}
