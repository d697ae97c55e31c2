package io.im2wav4j.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class GoldenSuiteTest {
  @TempDir Path folder;
  private Properties before;

  @BeforeEach
  void own() {
    before = (Properties) System.getProperties().clone();
    System.setProperty("goldens", folder.toString());
    System.setProperty("goldens.required", "false");
  }

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @Test
  void aMissingSuite_skipsItsTest_orFailsItWhereItIsRequired() {
    assertThatThrownBy(() -> GoldenSuite.open("absent")).isInstanceOf(TestAbortedException.class);
    System.setProperty("goldens.required", "true");
    assertThatThrownBy(() -> GoldenSuite.open("absent"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("absent.json");
  }

  private GoldenSuite suite() throws IOException {
    Files.writeString(
        folder.resolve("cut.json"),
        """
        {"tolerance": "1e-4 relative on losses; gradients 2e-3 (by processor)",
         "cut": {"padded": {"model.w": [2, 4]}, "without": {"input.pcm": "a sound of others"}}}
        """);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("model.w", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    tensors.put("expect.y", Tensor.of(new float[] {1, 2, 5, 6}, 2, 2));
    tensors.put("rows.expect.y", Tensor.of(new int[] {0, 2}, 2));
    SafetensorsWriter.write(folder.resolve("cut.safetensors"), tensors, Map.of());
    return GoldenSuite.open("cut");
  }

  @Test
  void heldRowsAreCompared_andTheLastProvesTheSize() throws IOException {
    GoldenSuite suite = suite();
    suite.assertClose(new double[] {1, 2, 77, 77, 5, 6}, "expect.y", 0, 0);
    suite.assertRelativeL2(new double[] {1, 2, 77, 77, 5, 6.001}, "expect.y", 1e-3);
    assertThatThrownBy(() -> suite.assertClose(new double[] {1, 2, 3, 4, 5, 7}, "expect.y", 0, 0))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> suite.assertRelativeL2(new double[] {1, 2, 3, 4, 5, 7}, "expect.y", 1e-2))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> suite.assertRelative(new double[] {1, 2, 0, 0, 5, 6, 0, 0}, "expect.y", 1))
        .isInstanceOf(AssertionError.class);
    double nan = Double.NaN;
    assertThatThrownBy(
            () -> suite.assertRelativeL2(new double[] {nan, 2, 3, 4, 5, 6}, "expect.y", 1e-2))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void paddedTensorsAreFilledUp_andWhatIsLeftOutIsAskedFor() throws IOException {
    GoldenSuite suite = suite();
    assertThat(suite.tensor("model.w").toFloats()).containsExactly(1, 2, 0, 0, 3, 4, 0, 0);
    assertThat(suite.leftOut("input.pcm")).isTrue();
    assertThatThrownBy(() -> suite.need("input.pcm"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("a sound of others");
    suite.need("input.x");
    assertThatThrownBy(() -> suite.tensor("input.x")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> suite.names("input.")).isInstanceOf(AssertionError.class);
  }

  @Test
  void tolerancesInWords_areRead() throws IOException {
    GoldenSuite suite = suite();
    assertThat(suite.stated("# relative on losses", 1)).isEqualTo(1e-4);
    assertThat(suite.stated("gradients #", 1)).isEqualTo(2e-3);
    assertThat(suite.stated("codes #", 0.5)).isEqualTo(0.5);
  }
}
