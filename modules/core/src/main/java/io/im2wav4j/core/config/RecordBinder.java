package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UserError;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds records from nodes; every complaint names the place. */
final class RecordBinder {
  private RecordBinder() {}

  static <T extends Record> T record(ConfigNode.Mapping node, Class<T> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String key : node.values().keySet()) {
      if (!known.contains(key)) {
        throw unknownKey(node.keyPlaces().get(key), path + key, key, known);
      }
    }
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      values[i] = component(node, component, path);
    }
    return construct(node, type, types, values);
  }

  private static Object component(ConfigNode.Mapping node, RecordComponent component, String path) {
    String key = component.getName();
    ConfigNode value = node.values().get(key);
    if (value == null) {
      Default byDefault = component.getAnnotation(Default.class);
      if (byDefault == null) {
        throw new UserError(
            node.where(),
            "the key '" + path + key + "' is missing",
            describe(component.getType()),
            "Add '" + key + ": ...' there, or extend a file that has it");
      }
      value = YamlFiles.parse(byDefault.value(), "default of " + path + key);
    }
    return value(value, component.getGenericType(), path + key);
  }

  private static <T extends Record> T construct(
      ConfigNode.Mapping node, Class<T> type, Class<?>[] types, Object[] values) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UserError error) {
        throw error;
      }
      String message = String.valueOf(e.getCause().getMessage());
      String rule =
          message.contains("; must ")
              ? message.substring(message.indexOf("; must ") + 2)
              : "a value in range";
      String given =
          message.contains("; must ") ? message.substring(0, message.indexOf("; must ")) : message;
      throw new UserError(
          placeOf(node, given), given, rule, "Change the value there, or with --set", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type.getName() + " cannot be built", e);
    }
  }

  /**
   * The place of the key that a complaint starts with ("codebookSize is -1"), or of the whole
   * mapping.
   */
  private static String placeOf(ConfigNode.Mapping node, String complaint) {
    String word = complaint.split("[ \\[.(]", 2)[0];
    ConfigNode value = node.values().get(word);
    return value == null ? node.where() : value.where();
  }

  private static Object value(ConfigNode node, Type type, String path) {
    if (node instanceof ConfigNode.Scalar scalar && scalar.text() == null) {
      if (type instanceof Class<?> c && c.isPrimitive()) {
        throw mismatch(node, path, "nothing", c);
      }
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      return collection(node, generic, path);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord()) {
      if (!(node instanceof ConfigNode.Mapping mapping)) {
        throw mismatch(node, path, text(node), raw);
      }
      return record(mapping, raw.asSubclass(Record.class), path + ".");
    }
    if (!(node instanceof ConfigNode.Scalar scalar)) {
      throw mismatch(node, path, text(node), raw);
    }
    return scalar(scalar, raw, path);
  }

  private static Object collection(ConfigNode node, ParameterizedType type, String path) {
    if (type.getRawType() == List.class) {
      if (!(node instanceof ConfigNode.Sequence sequence)) {
        throw mismatch(node, path, text(node), List.class);
      }
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < sequence.values().size(); i++) {
        list.add(
            value(
                sequence.values().get(i), type.getActualTypeArguments()[0], path + "[" + i + "]"));
      }
      return List.copyOf(list);
    }
    if (type.getRawType() == Map.class && node instanceof ConfigNode.Mapping mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping
          .values()
          .forEach(
              (k, v) -> map.put(k, value(v, type.getActualTypeArguments()[1], path + "." + k)));
      return map;
    }
    throw mismatch(node, path, text(node), Map.class);
  }

  private static Object scalar(ConfigNode.Scalar node, Class<?> type, String path) {
    String text = node.text();
    try {
      if (type == int.class || type == Integer.class) {
        return Integer.parseInt(text.replace("_", ""));
      } else if (type == long.class || type == Long.class) {
        return Long.parseLong(text.replace("_", ""));
      } else if (type == double.class || type == Double.class) {
        return Double.parseDouble(text.replace("_", ""));
      } else if (type == boolean.class || type == Boolean.class) {
        if (text.equals("true") || text.equals("false")) {
          return text.equals("true");
        }
      } else if (type == String.class) {
        return text;
      } else if (type.isEnum()) {
        for (Object constant : type.getEnumConstants()) {
          if (constant.toString().equalsIgnoreCase(text.replace('-', '_'))) {
            return constant;
          }
        }
      } else {
        throw new IllegalStateException("configuration records cannot hold " + type);
      }
    } catch (NumberFormatException e) {
      throw mismatch(node, path, text, type);
    }
    throw mismatch(node, path, text, type);
  }

  private static UserError mismatch(ConfigNode node, String path, String given, Class<?> type) {
    return new UserError(
        node.where(),
        "'" + path + "' is " + given,
        describe(type),
        "Change the value there, or with --set " + path + "=...");
  }

  private static String text(ConfigNode node) {
    return node instanceof ConfigNode.Scalar s
        ? "'" + s.text() + "'"
        : node instanceof ConfigNode.Sequence ? "a list" : "a mapping";
  }

  private static String describe(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(type.getEnumConstants())
                  .map(c -> c.toString().toLowerCase(Locale.ROOT))
                  .toList());
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == List.class) {
      return "a list, as [1, 2]";
    }
    return type == String.class ? "a text" : "keys of its own below it";
  }

  static UserError unknownKey(String where, String path, String key, List<String> known) {
    String nearest = null;
    int best = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(key.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    boolean near = nearest != null && best <= Math.max(2, key.length() / 3);
    return new UserError(
        where,
        "unknown key '" + path + "'" + (near ? "; did you mean '" + nearest + "'?" : ""),
        "one of " + String.join(", ", known),
        near ? "Write '" + nearest + "'" : "Remove it");
  }

  /** Edits (insert, delete, replace) from one word to the other. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
