package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node of the tree of named tensors that makes up a model. A parameter is trained; a buffer is
 * state that something else than the gradient changes (a codebook); an alias is a second name of a
 * tied parameter in published files.
 *
 * <p>DJL's own Block is not used: it prefixes the names of children with numbers and hides shapes
 * behind NDList.
 */
public abstract class Module {
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> buffers = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private String source = "the model's first weights";

  /** Registers a trained tensor under this node. */
  protected final NDArray parameter(String name, NDArray initial) {
    put(parameters, name, initial);
    return initial;
  }

  /** Registers an untrained tensor under this node. */
  protected final NDArray buffer(String name, NDArray initial) {
    put(buffers, name, initial);
    return initial;
  }

  /**
   * Registers a second name (path below this node) of a tensor of this tree: read over when
   * loading.
   */
  protected final void alias(String name, String of) {
    aliases.put(name, of);
  }

  /** Registers a sub-tree; {@code name} may hold dots, as in {@code model.0.1}. */
  protected final <M extends Module> M child(String name, M module) {
    if (children.putIfAbsent(name, module) != null) {
      throw new IllegalStateException("two children named " + name);
    }
    return module;
  }

  private static void put(Map<String, NDArray> map, String name, NDArray value) {
    if (map.putIfAbsent(name, value) != null) {
      throw new IllegalStateException("two tensors named " + name);
    }
  }

  /** Trained tensors by path, in the order of construction. */
  public final Map<String, NDArray> parameters() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    collect("", all, true, false);
    return all;
  }

  /** Untrained state by path. */
  public final Map<String, NDArray> buffers() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    collect("", all, false, true);
    return all;
  }

  /** Everything a weight file holds: parameters and buffers by path. */
  public final Map<String, NDArray> state() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    collect("", all, true, true);
    return all;
  }

  /** Second names by path, each with the path it stands for. */
  public final Map<String, String> aliases() {
    Map<String, String> all = new LinkedHashMap<>();
    collectAliases("", all);
    return all;
  }

  private void collect(
      String prefix, Map<String, NDArray> into, boolean withParameters, boolean withBuffers) {
    if (withParameters) {
      parameters.forEach((name, array) -> put(into, prefix + name, array));
    }
    if (withBuffers) {
      buffers.forEach((name, array) -> put(into, prefix + name, array));
    }
    children.forEach(
        (name, child) -> child.collect(prefix + name + ".", into, withParameters, withBuffers));
  }

  private void collectAliases(String prefix, Map<String, String> into) {
    aliases.forEach((name, of) -> into.put(prefix + name, prefix + of));
    children.forEach((name, child) -> child.collectAliases(prefix + name + ".", into));
  }

  /** Where its weights are from, for messages: their file, once they are loaded. */
  public final String source() {
    return source;
  }

  /** Notes where its weights are from. */
  public final void loadedFrom(String file) {
    source = file;
  }

  /** Number of trained values. */
  public final long parameterCount() {
    return parameters().values().stream().mapToLong(a -> a.getShape().size()).sum();
  }

  /** Turns gradients of all parameters on or off. */
  public final void requireGradient(boolean required) {
    parameters().values().forEach(a -> a.setRequiresGradient(required));
  }
}
