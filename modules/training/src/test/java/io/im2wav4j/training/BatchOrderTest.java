package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  @Test
  void everyItem_comesOnceAnEpoch() {
    BatchOrder order = new BatchOrder(10, 4, 3);
    List<Integer> all = new ArrayList<>();
    for (int b = 0; b < 5; b++) {
      IntStream.of(order.batch(b)).forEach(all::add);
    }
    List<Integer> items = IntStream.range(0, 10).boxed().toList();
    assertThat(all.subList(0, 10)).containsExactlyInAnyOrderElementsOf(items);
    assertThat(all.subList(10, 20)).containsExactlyInAnyOrderElementsOf(items);
    assertThat(all.subList(0, 10)).isNotEqualTo(all.subList(10, 20));
  }

  @Test
  void batch_doesNotDependOnThoseAskedBefore() {
    BatchOrder walked = new BatchOrder(7, 3, 5);
    for (int b = 0; b < 9; b++) {
      walked.batch(b);
    }
    assertThat(walked.batch(9)).containsExactly(new BatchOrder(7, 3, 5).batch(9));
  }
}
