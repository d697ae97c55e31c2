package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UsageError;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Loads configurations. A file may name one parent ({@code extends: other.yaml}, relative to it);
 * what it says itself goes over the parent's. Overrides ({@code optimizer.learningRate=3e-4}) go
 * over both. Unknown keys are refused.
 */
public final class Configs {
  private Configs() {}

  /**
   * Reads a file as a record.
   *
   * @param overrides each {@code path.to.key=value}, the value in YAML
   * @throws io.im2wav4j.core.error.UserError that names file and line of what is wrong
   */
  public static <T extends Record> T load(Path file, Class<T> type, List<String> overrides) {
    return RecordBinder.record(withOverrides(YamlFiles.read(file), overrides), type, "");
  }

  /** Reads YAML text, which errors call {@code source}, as a record. */
  public static <T extends Record> T parse(
      String yaml, String source, Class<T> type, List<String> overrides) {
    ConfigNode node = YamlFiles.parse(yaml, source);
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      throw new UsageError(
          source, "not a mapping", "lines 'key: value'", "See configs/ for examples");
    }
    return RecordBinder.record(withOverrides(mapping, overrides), type, "");
  }

  private static ConfigNode.Mapping withOverrides(ConfigNode.Mapping base, List<String> overrides) {
    ConfigNode.Mapping result = base;
    for (String override : overrides) {
      result = override(override).over(result);
    }
    return result;
  }

  private static ConfigNode.Mapping override(String override) {
    int equals = override.indexOf('=');
    String where = "--set " + override;
    if (equals < 1) {
      throw new UsageError(
          where, "no key=value", "as in --set training.steps=100", "Write a key, '=' and a value");
    }
    String[] keys = override.substring(0, equals).strip().split("\\.");
    ConfigNode value = YamlFiles.parse(override.substring(equals + 1), where);
    for (int i = keys.length - 1; i >= 0; i--) {
      ConfigNode.Mapping mapping = new ConfigNode.Mapping(where);
      mapping.put(keys[i], where, value);
      value = mapping;
    }
    return (ConfigNode.Mapping) value;
  }

  /** A record as YAML, keys in the order of its components; {@link #load} gives an equal record. */
  public static String toYaml(Record config) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options).dump(plain(config));
  }

  /**
   * Paths whose values differ between two records of one type, each as {@code path: mine, theirs}.
   */
  public static List<String> differences(Record mine, Record theirs) {
    Map<String, Object> a = new LinkedHashMap<>();
    Map<String, Object> b = new LinkedHashMap<>();
    flatten("", plain(mine), a);
    flatten("", plain(theirs), b);
    List<String> differences = new ArrayList<>();
    Map<String, Object> all = new LinkedHashMap<>(a);
    all.putAll(b);
    for (String key : all.keySet()) {
      if (!java.util.Objects.equals(a.get(key), b.get(key))) {
        differences.add(key + ": " + a.get(key) + ", " + b.get(key));
      }
    }
    return differences;
  }

  private static void flatten(String path, Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> flatten(path.isEmpty() ? k.toString() : path + "." + k, v, into));
    } else {
      into.put(path, value);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Record record) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        map.put(component.getName(), plain(read(record, component)));
      }
      return map;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Configs::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((k, v) -> copy.put(k, plain(v)));
      return copy;
    }
    return value instanceof Enum<?> e ? e.name().toLowerCase(java.util.Locale.ROOT) : value;
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + record.getClass() + " cannot be read", e);
    }
  }
}
