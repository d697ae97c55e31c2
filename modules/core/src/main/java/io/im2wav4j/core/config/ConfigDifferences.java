package io.im2wav4j.core.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What differs between two configurations of one type. */
public final class ConfigDifferences {
  private ConfigDifferences() {}

  /** Each differing key as {@code path = a (now b)}, in the order of the components. */
  public static List<String> between(Record a, Record b) {
    List<String> found = new ArrayList<>();
    compare("", a, b, found);
    return found;
  }

  private static void compare(String path, Object a, Object b, List<String> found) {
    if (Objects.equals(a, b)) {
      return;
    }
    if (a instanceof Record first
        && b instanceof Record second
        && first.getClass().equals(second.getClass())) {
      for (RecordComponent component : first.getClass().getRecordComponents()) {
        String below =
            component.isAnnotationPresent(Inlined.class)
                ? path
                : path.isEmpty() ? component.getName() : path + "." + component.getName();
        compare(below, YamlText.get(first, component), YamlText.get(second, component), found);
      }
      return;
    }
    if (a instanceof Map<?, ?> first && b instanceof Map<?, ?> second) {
      Set<Object> keys = new LinkedHashSet<>(first.keySet());
      keys.addAll(second.keySet());
      keys.forEach(key -> compare(path + "." + key, first.get(key), second.get(key), found));
      return;
    }
    found.add(path + " = " + shown(a) + " (now " + shown(b) + ")");
  }

  private static String shown(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(ConfigDifferences::shown).orElse("nothing");
    }
    if (value == null) {
      return "nothing";
    }
    return value instanceof Enum<?> constant
        ? YamlScalars.written(constant)
        : String.valueOf(value);
  }
}
