package io.im2wav4j.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundsPerPictureTest {
  /** Classes of 2, 3, 4, 5, 8 pictures. */
  private static List<Item> pictures() {
    List<Item> all = new ArrayList<>();
    for (int size : new int[] {2, 3, 4, 5, 8}) {
      for (int i = 0; i < size; i++) {
        String id = "c" + size + "-" + i;
        all.add(new Item(id, "test", "c" + size, null, Path.of(id + ".jpg"), 0, 0));
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 120})
  void everyClassGetsTheSameNumber_andItsPicturesDifferByOneAtMost(int perClass) {
    Map<Integer, List<Item>> assigned = SoundsPerPicture.assign(pictures(), perClass);
    for (String label : List.of("c2", "c3", "c4", "c5", "c8")) {
      List<Integer> counts = new ArrayList<>();
      assigned.forEach(
          (count, items) ->
              items.stream().filter(i -> i.label().equals(label)).forEach(i -> counts.add(count)));
      assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(perClass);
      assertThat(counts.get(counts.size() - 1) - counts.get(0)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void picturesWithoutASoundDoNotTakePart() {
    Map<Integer, List<Item>> assigned = SoundsPerPicture.assign(pictures(), 2);
    assertThat(assigned).containsOnlyKeys(1);
    assertThat(assigned.get(1))
        .extracting(Item::id)
        .contains("c8-0", "c8-1")
        .doesNotContain("c8-2");
  }
}
