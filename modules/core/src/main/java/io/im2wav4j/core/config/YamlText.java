package io.im2wav4j.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records into YAML. */
final class YamlText {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private YamlText() {}

  static String of(Record value) {
    try {
      return MAPPER.writeValueAsString(plain(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a configuration: " + value.getClass(), e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Record record) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        Object inner = get(record, component);
        if (component.isAnnotationPresent(Inlined.class)) {
          ((Map<?, ?>) plain(inner)).forEach((key, v) -> map.put((String) key, v));
        } else if (inner != null && !(inner instanceof Optional<?> o && o.isEmpty())) {
          map.put(component.getName(), plain(inner));
        }
      }
      return map;
    }
    if (value instanceof Optional<?> optional) {
      return plain(optional.orElseThrow());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(YamlText::plain).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      Map<Object, Object> map = new LinkedHashMap<>();
      entries.forEach((k, v) -> map.put(k, plain(v)));
      return map;
    }
    if (value instanceof Enum<?> constant) {
      return YamlScalars.written(constant);
    }
    return value instanceof java.nio.file.Path path ? path.toString() : value;
  }

  /** A component of a record of any visibility. */
  static Object get(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
