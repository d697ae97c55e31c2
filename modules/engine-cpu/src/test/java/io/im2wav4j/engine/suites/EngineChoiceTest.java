package io.im2wav4j.engine.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.engine.decode.CpuDecodeEngine;
import io.im2wav4j.engine.gradient.CpuGradientEngine;
import io.im2wav4j.generation.TinyModels;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.generation.decode.TensorDecodeEngine;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.training.lm.GradientEngine;
import io.im2wav4j.training.lm.TensorGradientEngine;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {
  private static final String TENSOR_ENGINES = "TensorDecodeEngine TensorGradientEngine";

  private final NDManager manager = NDManager.newBaseManager();
  private final LanguageModel model = TinyModels.low(manager);

  @AfterEach
  void close() {
    System.clearProperty(Engines.PROPERTY);
    manager.close();
  }

  @Test
  void enginesOnTheClassPath_takeAModelOfTheProcessor() {
    assertThat(DecodeEngine.of(model)).isInstanceOf(CpuDecodeEngine.class);
    assumeTrue(new CpuGradientEngine().takes(model), "the tensor engine trains faster here");
    assertThat(GradientEngine.of(model)).isInstanceOf(CpuGradientEngine.class);
  }

  @Test
  void property_leavesAModelToTheTensorEngine_anythingElseIsRefused() {
    System.setProperty(Engines.PROPERTY, "tensor");
    assertThat(DecodeEngine.of(model)).isInstanceOf(TensorDecodeEngine.class);
    assertThat(GradientEngine.of(model)).isInstanceOf(TensorGradientEngine.class);
    System.setProperty(Engines.PROPERTY, "abacus");
    assertThatThrownBy(() -> DecodeEngine.of(model))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("abacus")
        .hasMessageContaining("auto or tensor");
  }

  @Test
  void javaWithoutTheVectorModule_computesWithTheTensorEngine_andSaysSoOnce() throws Exception {
    List<String> out = run(System.getProperty("java.class.path"));
    assertThat(out).filteredOn(TENSOR_ENGINES::equals).hasSize(2);
    assertThat(out)
        .filteredOn(line -> line.contains("computed by the tensor engine"))
        .singleElement()
        .asString()
        .contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void classPathWithoutThisModule_computesWithTheTensorEngine_andSaysSoOnce() throws Exception {
    Path own =
        Path.of(CpuDecodeEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String others =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).equals(own))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> out = run(others, "--add-modules", "jdk.incubator.vector");
    assertThat(out).filteredOn(TENSOR_ENGINES::equals).hasSize(2);
    assertThat(out)
        .filteredOn(line -> line.contains("computed by the tensor engine"))
        .singleElement()
        .asString()
        .contains("im2wav4j-engine-cpu is not on the class path");
  }

  /** Lines that {@link TinyRun} prints in a Java of its own. */
  private static List<String> run(String classPath, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", "-Xmx1g", "-cp", classPath));
    command.add(TinyRun.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as(() -> String.join("\n", lines)).isZero();
    return lines;
  }
}
