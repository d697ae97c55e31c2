package io.im2wav4j.core.weights;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the file that a network is opened from out of the one that its publisher gives. */
public interface WeightConverter {
  /**
   * Makes a file; the same published file always gives the same bytes.
   *
   * @param network name of the {@link WeightEntry}
   * @param published the file as it came; not trusted
   * @param made where to write
   * @throws UserError if {@code published} is not what this network's publisher gives
   */
  void convert(String network, Path published, Path made) throws IOException;
}
