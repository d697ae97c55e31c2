package io.im2wav4j.nn.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.nn.layer.Module;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * Chooses what computes with a model. The tensor engine always can; others are faster where they
 * can. A process that could have had a faster one is warned once.
 */
public final class Engines {
  /** System property: {@code tensor} leaves everything to the tensor engine. */
  public static final String PROPERTY = "im2wav.engine";

  private static final String TENSOR = "tensor";
  private static final String AUTO = "auto";
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Engines() {}

  /**
   * The engine for a model: the first service of the type that takes it, else the tensor engine's.
   *
   * @throws UserError where the property has another value
   */
  public static <E extends ModelEngine> E choose(Class<E> type, Module model, E tensorEngine) {
    if (tensorOnly()) {
      return tensorEngine;
    }
    boolean found = false;
    for (E engine : ServiceLoader.load(type, type.getClassLoader())) {
      found = true;
      if (engine.takes(model)) {
        Optional<String> missing = engine.missing();
        if (missing.isEmpty()) {
          return engine;
        }
        warn("Java was started without " + missing.get());
      }
    }
    if (!found && onProcessor(model)) {
      warn("im2wav4j-engine-cpu is not on the class path");
    }
    return tensorEngine;
  }

  /** The engine for a model as one is opened when nothing else is said; without a warning. */
  public static <E extends ModelEngine> E standard(Class<E> type, E tensorEngine) {
    if (tensorOnly() || Engine.getInstance().defaultDevice().isGpu()) {
      return tensorEngine;
    }
    for (E engine : ServiceLoader.load(type, type.getClassLoader())) {
      if (engine.missing().isEmpty()) {
        return engine;
      }
    }
    return tensorEngine;
  }

  /** Threads that the tensor engine computes with, as it says itself. */
  public static int threads() {
    Engine.getInstance(); // loads the library, and gives it the threads that were asked for
    return JniUtils.getNumThreads();
  }

  private static boolean tensorOnly() {
    String value = System.getProperty(PROPERTY, AUTO);
    if (!value.equals(TENSOR) && !value.equals(AUTO)) {
      throw new UserError(
          "system property " + PROPERTY,
          "'" + value + "'",
          AUTO + " or " + TENSOR,
          "Leave it out, or set it to " + TENSOR + " to compute with the tensor engine only");
    }
    return value.equals(TENSOR);
  }

  /** Whether all parameters are in the processor's memory. */
  public static boolean onProcessor(Module model) {
    return model.parameters().values().stream().noneMatch(p -> p.getDevice().isGpu());
  }

  private static void warn(String reason) {
    if (WARNED.compareAndSet(false, true)) {
      LoggerFactory.getLogger(Engines.class)
          .warn(
              "language models are computed by the tensor engine, slower, and decoded in single"
                  + " precision: {}",
              reason);
    }
  }
}
