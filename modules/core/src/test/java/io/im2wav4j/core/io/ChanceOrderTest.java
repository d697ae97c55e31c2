package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChanceOrderTest {
  private record Named(Map<String, Integer> numbers, Set<String> names) {}

  private static final Map<String, Integer> UNORDERED =
      Map.of("g", 1, "f", 2, "e", 3, "d", 4, "c", 5, "b", 6, "a", 7);
  private static final String SORTED = "{\"a\":7,\"b\":6,\"c\":5,\"d\":4,\"e\":3,\"f\":2,\"g\":1}";

  @Test
  void mapsWhoseOrderIsChance_areSorted() {
    assertThat(Json.line(UNORDERED)).isEqualTo(SORTED);
    assertThat(Json.line(new HashMap<>(UNORDERED))).isEqualTo(SORTED);
    assertThat(Json.line(Map.of("inner", UNORDERED))).isEqualTo("{\"inner\":" + SORTED + "}");
    assertThat(Json.line(new Named(UNORDERED, Set.of("z", "y", "x", "w", "v"))))
        .isEqualTo("{\"numbers\":" + SORTED + ",\"names\":[\"v\",\"w\",\"x\",\"y\",\"z\"]}");
    assertThat(Json.mapper().valueToTree(UNORDERED).toString()).isEqualTo(SORTED);
  }

  @Test
  void mapsAndSetsWithAnOrder_keepIt() {
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", 2);
    assertThat(Json.line(new Named(map, new LinkedHashSet<>(List.of("b", "a")))))
        .isEqualTo("{\"numbers\":{\"b\":1,\"a\":2},\"names\":[\"b\",\"a\"]}");
  }
}
