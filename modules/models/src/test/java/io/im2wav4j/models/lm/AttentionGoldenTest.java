package io.im2wav4j.models.lm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AttentionGoldenTest {

  private static final Pattern CASE = Pattern.compile("f(\\d)\\.h(\\d+)\\.input\\.x");

  @Test
  void everyKindWithOneAndSeveralHeads_equalsTheReferenceWithGradients() {
    Golden golden = Golden.open("attention");
    JsonNode config = golden.config();
    double output = golden.stated("# absolute on y", 1e-5);
    double gradient = golden.stated("# relative on gradients", 1e-4);
    List<Matcher> cases =
        golden.tensors().keySet().stream().map(CASE::matcher).filter(Matcher::matches).toList();
    assertThat(cases).isNotEmpty();
    for (Matcher m : cases) {
      String prefix = "f" + m.group(1) + ".h" + m.group(2) + ".";
      try (NDManager manager = NDManager.newBaseManager()) {
        FactoredAttention attention =
            new FactoredAttention(
                new ParameterFactory(manager, 1),
                AttentionKind.values()[Integer.parseInt(m.group(1))],
                config.path("width").asInt(),
                config.path("state").asInt(),
                Integer.parseInt(m.group(2)),
                config.path("context").asInt(),
                config.path("blocks").asInt(),
                1);
        golden.load(attention, prefix + "model.");
        attention.requireGradient(true);
        NDArray x = golden.array(manager, prefix + "input.x");
        x.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          NDArray y = attention.forward(x);
          golden.assertClose(y, prefix + "expect.y", output, 0);
          collector.backward(y.mul(golden.array(manager, prefix + "input.grad_out")).sum());
        }
        golden.assertRelativeL2(x.getGradient(), prefix + "expect.grad_x", gradient);
        String parameters = prefix + "expect.grad.";
        for (String expected : golden.names(parameters)) {
          golden.assertRelativeL2(
              attention.parameters().get(expected.substring(parameters.length())).getGradient(),
              expected,
              gradient);
        }
      }
    }
  }
}
