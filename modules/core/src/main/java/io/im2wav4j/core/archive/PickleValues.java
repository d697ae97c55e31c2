package io.im2wav4j.core.archive;

import java.math.BigInteger;
import java.util.List;

/** Looks at values of a pickle that must be of one kind, for a file may hold any. */
final class PickleValues {
  private static final int MOST_AXES = 64;

  private PickleValues() {}

  static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a text", value);
  }

  static long integer(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw wrong("an integer", value);
  }

  static Tuple tuple(Object value) {
    if (value instanceof Tuple tuple) {
      return tuple;
    }
    throw wrong("a tuple", value);
  }

  static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    throw wrong("bytes", value);
  }

  /** Sizes or strides of a tensor. */
  static long[] sizes(Object value) {
    if (!(value instanceof List<?> list) || list.size() > MOST_AXES) {
      throw wrong("a list of at most " + MOST_AXES + " sizes", value);
    }
    return list.stream().mapToLong(PickleValues::integer).toArray();
  }

  /** A key, which is a plain value: hashing a nest of tuples may take forever. */
  static Object key(Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof BigInteger) {
      return value;
    }
    throw wrong("a text or number as key", value);
  }

  private static MalformedException wrong(String expected, Object value) {
    return new MalformedException(
        "its pickle has "
            + (value == null ? "nothing" : "a " + value.getClass().getSimpleName())
            + " where "
            + expected
            + " is needed");
  }
}
