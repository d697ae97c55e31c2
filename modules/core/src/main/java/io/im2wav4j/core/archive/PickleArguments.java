package io.im2wav4j.core.archive;

import java.util.Collection;

/** What a pickle hands to a class of the closed list, and the memory that may be used for it. */
record PickleArguments(Tuple values, PickleInput memory) {
  int count() {
    return values.size();
  }

  Object get(int index) {
    if (index >= values.size()) {
      throw new MalformedException("its pickle hands over too few values");
    }
    return values.get(index);
  }

  String text(int index) {
    return PickleValues.text(get(index));
  }

  long integer(int index) {
    return PickleValues.integer(get(index));
  }

  /** A list, set or tuple, whose elements are charged once more since they are copied. */
  Collection<?> elements(int index) {
    if (!(get(index) instanceof Collection<?> values)) {
      throw new MalformedException("its pickle hands over no list where one is needed");
    }
    memory.charge(80L * values.size());
    return values;
  }
}
