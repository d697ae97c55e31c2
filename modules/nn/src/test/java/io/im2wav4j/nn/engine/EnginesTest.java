package io.im2wav4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.run.Provenance;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void threads_areThoseThatTheTensorEngineHas_whateverTheMachineHas() {
    Engine.getInstance();
    int before = JniUtils.getNumThreads();
    try {
      for (int threads : new int[] {1, 2}) {
        JniUtils.setNumThreads(threads);
        assertThat(Engines.threads()).isEqualTo(threads);
      }
    } finally {
      JniUtils.setNumThreads(before);
    }
    assertThat(Provenance.here(Map.of(), Map.of(), 0, 1).device()).isEqualTo("CPU, 1 thread");
  }
}
