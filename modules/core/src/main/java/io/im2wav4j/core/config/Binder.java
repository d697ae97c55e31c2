package io.im2wav4j.core.config;

import com.fasterxml.jackson.annotation.JsonAlias;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link Node}s into records. */
final class Binder {
  private Binder() {}

  /** The record that {@code mapping} describes. */
  static <T extends Record> T record(Node.Mapping mapping, Class<T> type) {
    return type.cast(record(mapping, type, ""));
  }

  private static Object record(Node.Mapping written, Class<?> type, String path) {
    Node.Mapping mapping = underNewNames(written, type);
    refuseUnknownKeys(mapping, type);
    return inlined(mapping, type, path);
  }

  /** The record whose keys are some of the mapping's. */
  private static Object inlined(Node.Mapping mapping, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          components[i].isAnnotationPresent(Inlined.class)
              ? inlined(mapping, components[i].getType(), path)
              : component(mapping, components[i], type, path);
    }
    return construct(mapping, type, components, values);
  }

  /** The components whose keys stand in the mapping of a record. */
  private static List<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(
            c ->
                c.isAnnotationPresent(Inlined.class)
                    ? components(c.getType()).stream()
                    : Stream.of(c))
        .toList();
  }

  private static List<String> keys(Class<?> type) {
    return components(type).stream().map(RecordComponent::getName).toList();
  }

  /** Keys that were renamed since a file was written; Jackson reads JSON by the same annotation. */
  private static Node.Mapping underNewNames(Node.Mapping mapping, Class<?> type) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    for (RecordComponent component : components(type)) {
      JsonAlias renamed = component.getAccessor().getAnnotation(JsonAlias.class);
      for (String old : renamed == null ? new String[0] : renamed.value()) {
        Node.Entry entry = entries.remove(old);
        if (entry != null && entries.putIfAbsent(component.getName(), entry) != null) {
          throw entry
              .keyPlace()
              .error(
                  "key '" + old + "' beside '" + component.getName() + "', its new name",
                  "one of them",
                  "Write '" + component.getName() + "' there");
        }
      }
    }
    return new Node.Mapping(mapping.place(), entries);
  }

  private static void refuseUnknownKeys(Node.Mapping mapping, Class<?> type) {
    List<String> known = keys(type);
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                throw UnknownKey.of(entry.keyPlace(), key, known, type.getSimpleName());
              }
            });
  }

  private static Object component(
      Node.Mapping mapping, RecordComponent component, Class<?> owner, String path) {
    String name = component.getName();
    String full = path.isEmpty() ? name : path + "." + name;
    Node.Entry entry = mapping.entries().get(name);
    boolean given = entry != null && !(entry.value() instanceof Node.Scalar s && s.text() == null);
    Default fallback = component.getAnnotation(Default.class);
    if (fallback != null) {
      String where = "@Default of " + owner.getSimpleName() + "." + name;
      Node value = YamlNodes.read(fallback.value(), line -> Place.file(where, 0));
      if (!given) {
        boolean none = value instanceof Node.Scalar scalar && scalar.text() == null;
        return none ? null : value(value, component.getGenericType(), full);
      }
      if (value instanceof Node.Mapping below && entry.value() instanceof Node.Mapping above) {
        return value(below.with(above), component.getGenericType(), full);
      }
    }
    if (given) {
      return value(entry.value(), component.getGenericType(), full);
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    throw (entry == null ? mapping.place() : entry.keyPlace())
        .error(
            "key '" + full + "' is missing",
            expected(component.getGenericType()),
            "Add '" + name + ": ...' there");
  }

  private static Object value(Node node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return Optional.of(value(node, arguments[0], path));
      }
      if (generic.getRawType() == List.class && node instanceof Node.Sequence sequence) {
        List<Object> items = new ArrayList<>();
        for (Node item : sequence.items()) {
          items.add(value(item, arguments[0], path + "[" + items.size() + "]"));
        }
        return List.copyOf(items);
      }
      if (generic.getRawType() == Map.class && node instanceof Node.Mapping mapping) {
        Map<String, Object> entries = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach((k, e) -> entries.put(k, value(e.value(), arguments[1], path + "." + k)));
        return java.util.Collections.unmodifiableMap(entries);
      }
    } else if (((Class<?>) type).isRecord()) {
      if (node instanceof Node.Mapping mapping) {
        return record(mapping, (Class<?>) type, path);
      }
    } else if (node instanceof Node.Scalar scalar && scalar.text() != null) {
      try {
        return YamlScalars.parse(scalar.text(), (Class<?>) type);
      } catch (IllegalArgumentException e) {
        throw mismatch(node, type, path);
      }
    }
    throw mismatch(node, type, path);
  }

  private static UserError mismatch(Node node, Type type, String path) {
    return node.place()
        .error("'" + path + "' is " + node.shown(), expected(type), "Correct the value");
  }

  private static String expected(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Optional.class) {
        return expected(last);
      }
      return generic.getRawType() == List.class
          ? "a list ('[a, b]') with, in each place, " + expected(last)
          : "'key: value' lines with, as each value, " + expected(last);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return "'key: value' lines with " + String.join(", ", keys(plain));
    }
    return YamlScalars.expected(plain);
  }

  private static Object construct(
      Node.Mapping mapping, Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refusal(mapping, refused);
      }
      throw new IllegalStateException("constructor of " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("constructor of " + type, e);
    }
  }

  /** A compact constructor's "x is -1; must be at least 1", at the line of x. */
  private static UserError refusal(Node.Mapping mapping, IllegalArgumentException refused) {
    String message = String.valueOf(refused.getMessage());
    Node.Entry entry = mapping.entries().get(message.split("\\W", 2)[0]);
    Place place = entry == null ? mapping.place() : entry.keyPlace();
    int rule = message.indexOf("; must ");
    String given = rule < 0 ? message : message.substring(0, rule);
    String expected =
        rule < 0
            ? "a valid value"
            : message.substring(rule + "; must ".length()).replaceFirst("^(be|have) ", "");
    return place.error(given, expected, "Correct the value");
  }
}
