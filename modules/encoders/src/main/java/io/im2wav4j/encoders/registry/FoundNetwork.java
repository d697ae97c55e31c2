package io.im2wav4j.encoders.registry;

import io.im2wav4j.encoders.FrozenNetwork;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A network that is found but not open; two names of one network give equal ones.
 *
 * @param path the file or folder that it is opened from
 * @param opener of networks of its sort
 */
public record FoundNetwork<T extends FrozenNetwork>(Path path, Function<Path, ? extends T> opener) {

  /** Opens it, the caller's to close. */
  public T open() {
    return opener.apply(path);
  }
}
