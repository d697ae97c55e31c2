package io.im2wav4j.experiments.stage;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a stage does. */
public interface Work {
  /**
   * Makes the output, or goes on with what an interrupted call has left there.
   *
   * @param folder for the output
   * @param inputs by name
   */
  void run(Path folder, Map<String, Output> inputs);

  /** The hash of what {@link #run} made, as far as later stages can see it. */
  String hash(Path folder);

  /** A finished output that was made elsewhere, of the same configuration from the same inputs. */
  default Optional<Path> elsewhere(Map<String, Output> inputs) {
    return Optional.empty();
  }
}
