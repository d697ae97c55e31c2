package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.run.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixedOrderTest {
  private static final Map<String, String> CHANCE =
      Map.of("h", "", "g", "", "f", "", "e", "", "d", "", "c", "", "b", "", "a", "");

  @Test
  void copyOfAMapWithoutOrder_isSorted() {
    assertThat(FixedOrder.copy(CHANCE).keySet())
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
  }

  @Test
  void copyOfAMapWithOrder_keepsIt() {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    ordered.put("b", 1);
    ordered.put("a", 2);
    assertThat(FixedOrder.copy(ordered).keySet()).containsExactly("b", "a");
  }

  @Test
  void provenance_namesItsInputsInTheSameOrderInEveryProcess() {
    assertThat(Json.line(Provenance.here(CHANCE, Map.of(), 1, 1)))
        .contains("{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\"");
  }
}
