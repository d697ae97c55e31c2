package io.im2wav4j.engine.cpu;

import ai.djl.ndarray.types.DataType;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.nn.engine.ModelEngine;
import io.im2wav4j.nn.layer.Module;
import java.util.Optional;

/**
 * What engines on the processor have in common: vector instructions, which Java still incubates.
 */
public abstract class CpuEngine implements ModelEngine {
  private static final String VECTORS = "jdk.incubator.vector";

  @Override
  public boolean takes(Module model) {
    return Engines.onProcessor(model)
        && model.parameters().values().stream().allMatch(p -> p.getDataType() == DataType.FLOAT32);
  }

  @Override
  public final Optional<String> missing() {
    return ModuleLayer.boot().findModule(VECTORS).isPresent()
        ? Optional.empty()
        : Optional.of("--add-modules " + VECTORS);
  }
}
