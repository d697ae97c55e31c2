package io.im2wav4j.encoders.registry;

import io.im2wav4j.encoders.FrozenNetwork;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A network that can be opened.
 *
 * @param name what users call it; published weights of this name are opened where no path is given
 * @param type what it implements says which kinds it serves
 * @param opener opens it from a file or folder
 * @param recognises whether a path that is given without a name is this network's
 */
record NetworkEntry<T extends FrozenNetwork>(
    String name, Class<T> type, Function<Path, T> opener, Predicate<Path> recognises) {

  boolean serves(NetworkKind<?> kind) {
    return kind.type().isAssignableFrom(type);
  }
}
