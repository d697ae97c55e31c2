package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the tensors in what a pickle holds and names them by their path. It also proves that the
 * value is a tree of bounded size: a pickle can hold a list in itself, or a few lists that repeat
 * each other a billion times.
 */
final class TensorTree {
  private static final int DEEPEST = 64;
  private static final int MOST_VALUES = 1_000_000;
  private static final int LONGEST_PATH = 1 << 12;
  private static final long MOST_NAMES = 16L << 20;

  private final Map<String, TensorRef> tensors = new LinkedHashMap<>();
  private final Map<String, NumpyArray> arrays = new LinkedHashMap<>();
  private final StringBuilder path = new StringBuilder();
  private int values;
  private long names;

  private TensorTree() {}

  /** Walks through a value. */
  static TensorTree of(Object root) {
    TensorTree tree = new TensorTree();
    tree.visit(root, 0);
    return tree;
  }

  /** The tensors by path, in the value's order. */
  Map<String, TensorRef> tensors() {
    return tensors;
  }

  /** NumPy's arrays of floating-point numbers by path: some publish weights as these. */
  Map<String, NumpyArray> arrays() {
    return arrays;
  }

  private void visit(Object value, int depth) {
    if (depth > DEEPEST) {
      throw new MalformedException("its values are nested deeper than " + DEEPEST + " levels");
    }
    if (++values > MOST_VALUES) {
      throw new MalformedException("it holds more than " + MOST_VALUES + " values");
    }
    if (value instanceof TensorRef tensor) {
      names += path.length();
      if (names > MOST_NAMES) {
        throw new MalformedException("its tensors' names are too long");
      }
      if (tensors.put(path.toString(), tensor) != null) {
        throw new MalformedException("it has two tensors " + UserError.printable(path.toString()));
      }
    } else if (value instanceof NumpyArray array && array.isOfFloats()) {
      arrays.put(path.toString(), array);
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> e : map.entrySet()) {
        int length = separate();
        path.append(e.getKey());
        descend(e.getValue(), length, depth);
      }
    } else if (value instanceof Collection<?> list) {
      int i = 0;
      for (Object child : list) {
        int length = separate();
        path.append(i++);
        descend(child, length, depth);
      }
    }
  }

  /** The length to go back to. */
  private int separate() {
    int length = path.length();
    if (length > 0) {
      path.append('.');
    }
    return length;
  }

  private void descend(Object child, int length, int depth) {
    if (path.length() > LONGEST_PATH) {
      throw new MalformedException("it has a name of over " + LONGEST_PATH + " characters");
    }
    visit(child, depth + 1);
    path.setLength(length);
  }
}
