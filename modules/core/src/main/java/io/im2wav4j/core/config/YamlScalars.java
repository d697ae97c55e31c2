package io.im2wav4j.core.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of scalars into values of simple types. */
final class YamlScalars {
  private YamlScalars() {}

  /** What a value of the type looks like, for messages. */
  static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(c -> written((Enum<?>) c))
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> "an integer";
      case "long", "Long" -> "an integer";
      case "float", "Float", "double", "Double" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "Path" -> "a path";
      default -> "a text";
    };
  }

  /** An enum constant as it is written in YAML. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException if the text is not of the type
   */
  static Object parse(String text, Class<?> type) {
    if (type.isEnum()) {
      String name = text.replace('-', '_').toLowerCase(Locale.ROOT);
      for (Object constant : type.getEnumConstants()) {
        if (written((Enum<?>) constant).equals(name)) {
          return constant;
        }
      }
      throw new IllegalArgumentException(text);
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> Integer.parseInt(digits(text));
      case "long", "Long" -> Long.parseLong(digits(text));
      case "float", "Float" -> finite(Float.parseFloat(number(text)));
      case "double", "Double" -> finite(Double.parseDouble(number(text)));
      case "boolean", "Boolean" -> truth(text);
      case "Path" -> Path.of(text);
      case "String" -> text;
      default ->
          throw new IllegalStateException("a configuration record has a component of " + type);
    };
  }

  private static String digits(String text) {
    return text.replace("_", "").replaceFirst("^\\+", "");
  }

  /** Java also reads 1f, 0x1p3, NaN and 1e999 as numbers; a configuration means none of them. */
  private static String number(String text) {
    if (!text.matches("[-+]?[0-9_]*\\.?[0-9_]*([eE][-+]?[0-9]+)?")) {
      throw new IllegalArgumentException(text);
    }
    return text.replace("_", "");
  }

  private static <N extends Number> N finite(N value) {
    if (Double.isInfinite(value.doubleValue())) {
      throw new IllegalArgumentException("beyond all measure");
    }
    return value;
  }

  private static boolean truth(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException(text);
  }
}
