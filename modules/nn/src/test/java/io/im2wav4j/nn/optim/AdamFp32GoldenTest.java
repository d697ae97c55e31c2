package io.im2wav4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamFp32GoldenTest {
  @Test
  void parametersMomentsNormsAndAverageEqualTheReferenceAtEveryStep() {
    Golden golden = Golden.open("extended/adam_fp32");
    JsonNode config = golden.config();
    double atol = golden.json().path("tolerance").path("default").path("atol").asDouble();
    double rtol = golden.json().path("tolerance").path("default").path("rtol").asDouble();
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> parameters = new LinkedHashMap<>();
      golden.tensors().keySet().stream()
          .filter(n -> n.startsWith("input.p0."))
          .sorted()
          .forEach(n -> parameters.put(n.substring(9), golden.array(manager, n)));
      ArrayTree model = new ArrayTree(parameters, Map.of());
      AdamW adam =
          new AdamW(
              manager,
              model.parameters(),
              new AdamSettings(
                  config.path("betas").get(0).asDouble(),
                  config.path("betas").get(1).asDouble(),
                  config.path("eps").asDouble(),
                  config.path("weight_decay").asDouble()));
      ParameterAverage average =
          new ParameterAverage(manager, model, config.path("ema_mu").asDouble());
      LearningRateSchedule schedule =
          LearningRateSchedule.constant(
              config.path("lr").asDouble(), config.path("lr_warmup").asLong());
      assertThat(parameters).isNotEmpty();
      assertThat(golden.json().path("steps")).isNotEmpty();
      for (JsonNode expected : golden.json().path("steps")) {
        int step = expected.path("step").asInt();
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        parameters
            .keySet()
            .forEach(
                n -> gradients.put(n, golden.array(manager, "input.grad_step" + step + "." + n)));
        GivenGradients.add(parameters, gradients);
        double clip = config.path("clip").asDouble();
        double norm = adam.step(schedule.at(step), clip);
        average.update();

        double expectedNorm = expected.path("grad_norm").asDouble();
        assertThat(schedule.at(step)).isCloseTo(expected.path("lr_used").asDouble(), within(1e-12));
        assertThat(norm).isCloseTo(expectedNorm, within(atol + rtol * expectedNorm));
        assertThat(Gradients.divisor(norm, clip))
            .isCloseTo(expected.path("divisor").asDouble(), within(atol + rtol * expectedNorm));
        for (String n : parameters.keySet()) {
          String at = "_step" + step + "." + n;
          golden.assertClose(parameters.get(n), "expect.p" + at, atol, rtol);
          golden.assertClose(adam.firstMoments().get(n), "expect.exp_avg" + at, atol, rtol);
          golden.assertClose(adam.secondMoments().get(n), "expect.exp_avg_sq" + at, atol, rtol);
          golden.assertClose(average.state().get(n), "expect.ema" + at, atol, rtol);
        }
      }
    }
  }
}
