package io.im2wav4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LrScheduleGoldenTest {
  @Test
  void learningRatesEqualTheReferenceForAllItsKindsOfDecay() {
    Golden golden = Golden.open("extended/lr_schedule");
    double rtol = golden.json().path("tolerance").path("default").path("rtol").asDouble();
    assertThat(golden.json().path("cases")).isNotEmpty();
    for (JsonNode one : golden.json().path("cases")) {
      JsonNode h = one.path("hparams");
      LearningRateSchedule schedule =
          new LearningRateSchedule(
              h.path("lr").asDouble() * h.path("lr_scale").asDouble(),
              h.path("lr_warmup").asLong(),
              h.path("lr_use_linear_decay").asBoolean() ? Decay.LINEAR : Decay.STEP,
              h.path("lr_start_linear_decay").asLong(),
              (long) h.path("lr_decay").asDouble(),
              h.path("lr_gamma").asDouble());
      for (Map.Entry<String, JsonNode> e : one.path("lr_at").properties()) {
        double expected = e.getValue().asDouble();
        assertThat(schedule.at(Long.parseLong(e.getKey())))
            .as("%s at %s", h, e.getKey())
            .isCloseTo(expected, within(rtol * expected));
      }
    }
  }
}
