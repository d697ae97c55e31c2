package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

  @Test
  void samplingFromABatchOn_givesWhatComesThenFromTheBeginning() {
    BatchOrder order = new BatchOrder(7, 3, 5);
    List<List<Long>> all = new ArrayList<>();
    order.between(0, 20).sample(null).forEachRemaining(all::add);
    List<List<Long>> later = new ArrayList<>();
    order.between(12, 20).sample(null).forEachRemaining(later::add);
    assertThat(later).hasSize(8).isEqualTo(all.subList(12, 20));
    assertThat(all.stream().flatMap(List::stream))
        .as("items with their draws")
        .doesNotHaveDuplicates();
    assertThat(all.get(9).stream().mapToInt(i -> (int) (i % 7)).toArray())
        .containsExactly(order.batch(9));
  }

  @Test
  void balancedOrder_givesEveryClassAlike_andEveryItemOfAClassAlike() {
    List<String> labels = List.of("a", "a", "a", "a", "a", "a", "a", "b", "b", "c");
    BatchOrder order = BatchOrder.balanced(labels, 3, 7);
    int[] counts = new int[labels.size()];
    for (int epochs = 0, n = 0; epochs < 6 * 7; epochs++, n++) {
      for (int item : order.batch(n)) {
        counts[item]++;
      }
    }
    assertThat(Arrays.stream(counts, 0, 7).distinct().toArray()).containsExactly(6);
    assertThat(Arrays.stream(counts, 7, 9).distinct().toArray()).containsExactly(21);
    assertThat(counts[9]).isEqualTo(42);
  }

  @Test
  void balancedOrder_ofOneClass_isThePlainOrder() {
    BatchOrder plain = new BatchOrder(7, 3, 5);
    BatchOrder balanced = BatchOrder.balanced(Collections.nCopies(7, "x"), 3, 5);
    for (int n = 0; n < 20; n++) {
      assertThat(balanced.batch(n)).containsExactly(plain.batch(n));
    }
  }
}
