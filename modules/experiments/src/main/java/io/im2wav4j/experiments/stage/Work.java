package io.im2wav4j.experiments.stage;

import java.nio.file.Path;
import java.util.Map;

/** What a stage does. */
@FunctionalInterface
public interface Work {
  /**
   * Makes the output, or goes on with what an interrupted call has left there.
   *
   * @param folder for the output
   * @param inputs by name
   */
  void run(Path folder, Map<String, Output> inputs);
}
