package io.im2wav4j.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerGoldenTest {
  @Test
  void stepsWithWarmUpClippingDecayAndAverageEqualTheReference() {
    Golden golden = Golden.open("optimizer");
    List<String> cases =
        golden.tensors().keySet().stream()
            .filter(n -> n.endsWith(".input.param.0"))
            .map(n -> n.substring(0, n.length() - ".input.param.0".length()))
            .toList();
    assertThat(cases).isNotEmpty();
    cases.forEach(name -> check(golden, name, Double.parseDouble(name.substring(2))));
  }

  private static void check(Golden golden, String prefix, double weightDecay) {
    JsonNode config = golden.config();
    double tolerance = golden.stated("# absolute", 1e-6);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> parameters = new LinkedHashMap<>();
      for (int i = 0; golden.has(prefix + ".input.param." + i); i++) {
        parameters.put("" + i, golden.array(manager, prefix + ".input.param." + i));
      }
      ArrayTree model = new ArrayTree(parameters, Map.of());
      AdamW adam =
          new AdamW(
              manager,
              model.parameters(),
              new AdamSettings(
                  config.path("betas").get(0).asDouble(),
                  config.path("betas").get(1).asDouble(),
                  config.path("eps").asDouble(),
                  weightDecay));
      ParameterAverage average =
          new ParameterAverage(manager, model, config.path("emaMu").asDouble());
      LearningRateSchedule schedule =
          LearningRateSchedule.constant(
              config.path("lr").asDouble(), config.path("warmup").asLong());
      int step = 0;
      for (; golden.has(prefix + ".input.grad." + step + ".0"); step++) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        for (String name : parameters.keySet()) {
          gradients.put(name, golden.array(manager, prefix + ".input.grad." + step + "." + name));
        }
        GivenGradients.add(parameters, gradients);
        double rate = schedule.at(step);
        double norm = adam.step(rate, config.path("clip").asDouble());
        average.update();
        assertThat(rate)
            .isCloseTo(golden.tensor(prefix + ".expect.lr." + step).toDoubles()[0], within(1e-12));
        golden.assertClose(
            new double[] {norm}, prefix + ".expect.grad_norm." + step, tolerance, tolerance);
        for (String name : parameters.keySet()) {
          golden.assertClose(
              parameters.get(name), prefix + ".expect.param." + step + "." + name, tolerance, 0);
        }
      }
      assertThat(step).isPositive();
      average
          .state()
          .forEach(
              (name, a) -> golden.assertClose(a, prefix + ".expect.ema." + name, tolerance, 0));
    }
  }
}
