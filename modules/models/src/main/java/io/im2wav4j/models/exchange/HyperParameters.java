package io.im2wav4j.models.exchange;

import io.im2wav4j.core.error.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The {@code hps} of a published checkpoint; a value of the wrong kind is one clear error. */
public final class HyperParameters {
  private final String file;
  private final Map<?, ?> values;

  /**
   * @param file what to call the file in an error
   */
  HyperParameters(String file, Map<?, ?> values) {
    this.file = file;
    this.values = values;
  }

  /** Whether there is a value other than None. */
  public boolean has(String key) {
    return values.get(key) != null;
  }

  /** An integer. */
  public int integer(String key) {
    Object value = values.get(key);
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && Math.abs(number.doubleValue()) <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw wrong(key, "an integer");
  }

  /** A number. */
  public double number(String key) {
    if (values.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  /** A boolean. */
  public boolean flag(String key) {
    if (values.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "True or False");
  }

  /** A list or tuple of integers. */
  public List<Integer> integers(String key) {
    List<Integer> all = new ArrayList<>();
    if (values.get(key) instanceof List<?> list && list.size() <= 16) {
      for (Object value : list) {
        if (!(value instanceof Long number) || number != number.intValue()) {
          throw wrong(key, "a list of integers");
        }
        all.add(number.intValue());
      }
      return all;
    }
    throw wrong(key, "a list of integers");
  }

  /** A dictionary of numbers, as {@code bandwidth} is; null where there is none. */
  public Map<?, ?> dictionary(String key) {
    return values.get(key) instanceof Map<?, ?> map ? map : null;
  }

  /**
   * Checks a switch of the reference that our models do not have.
   *
   * @param possible the values under which our models compute the same; null stands for None
   * @throws UserError where the file has another one
   */
  void require(String key, Object... possible) {
    Object value = values.get(key);
    boolean fits =
        Arrays.stream(possible)
            .anyMatch(
                p ->
                    p instanceof Number a && value instanceof Number b
                        ? a.doubleValue() == b.doubleValue()
                        : Objects.equals(p, value));
    if (!fits) {
      throw wrong(key, Arrays.toString(possible) + " (our models have no other)");
    }
  }

  /** The error where values do not fit each other. */
  UserError inconsistent(RuntimeException e) {
    return new UserError(
        file + " hps",
        String.valueOf(e.getMessage()),
        "sizes that fit each other",
        "Only models of the published recipes can be imported");
  }

  /** An error about this file. */
  UserError wrong(String key, String expected) {
    String shown = values.containsKey(key) ? String.valueOf(values.get(key)) : "missing";
    return new UserError(
        file + " hps." + key,
        UserError.printable(shown),
        expected,
        "Only models of the published recipes can be imported");
  }
}
