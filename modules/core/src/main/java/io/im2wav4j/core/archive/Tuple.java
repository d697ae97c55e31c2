package io.im2wav4j.core.archive;

import java.util.AbstractList;
import java.util.List;

/** Python's tuple: a list that cannot be changed and is written as a tuple again. */
public final class Tuple extends AbstractList<Object> {
  private final Object[] values;

  private Tuple(Object[] values) {
    this.values = values;
  }

  /** A tuple of some values; null stands for None. */
  public static Tuple of(Object... values) {
    return new Tuple(values.clone());
  }

  /** A tuple of a list's values. */
  static Tuple copyOf(List<?> values) {
    return new Tuple(values.toArray());
  }

  @Override
  public Object get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
