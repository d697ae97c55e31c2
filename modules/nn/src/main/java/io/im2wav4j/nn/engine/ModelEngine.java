package io.im2wav4j.nn.engine;

import io.im2wav4j.nn.layer.Module;
import java.util.Optional;

/** Computes with a model where it can; a service that {@link Engines} finds on the class path. */
public interface ModelEngine {
  /** Whether it computes with such a model on this machine: its device, its data type. */
  boolean takes(Module model);

  /** What Java must have been started with for it and was not; empty where nothing is missing. */
  Optional<String> missing();
}
