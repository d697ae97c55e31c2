package io.im2wav4j.core.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * JSON of records: same value, same bytes. Maps and sets keep their order; those that have none
 * ({@code Map.of}, whose order is drawn anew in each process, {@code HashMap}) are sorted.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .addModule(new SimpleModule().setSerializerModifier(new ChanceOrder()))
          .build();
  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /** The mapper, for reading trees and unusual types. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** One line of JSON. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass(), e);
    }
  }

  /** Indented JSON with a final newline. */
  public static String pretty(Object value) {
    try {
      return PRETTY.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass(), e);
    }
  }

  /** Writes indented JSON atomically. */
  public static void write(Path file, Object value) {
    AtomicFiles.writeString(file, pretty(value));
  }

  /**
   * Reads a file as {@code type}; a broken or missing file gives a {@link UserError} that names it.
   */
  public static <T> T read(Path file, Class<T> type) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          "no such file",
          "a JSON file",
          "Check the path; was the stage that writes it run?");
    }
    try {
      return MAPPER.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "not readable as " + type.getSimpleName() + " (" + firstLine(e) + ")",
          "the JSON that im2wav wrote",
          "Delete the file and run the stage that writes it again",
          e);
    }
  }

  /** Sorts maps and sets whose order is chance. */
  private static final class ChanceOrder extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSerializer<?> modifyMapSerializer(
        SerializationConfig config, MapType type, BeanDescription bean, JsonSerializer<?> usual) {
      return unordered(type)
          ? new Sorted<Map<?, ?>>(map -> new TreeMap<Object, Object>(map))
          : usual;
    }

    @Override
    public JsonSerializer<?> modifyCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription bean,
        JsonSerializer<?> usual) {
      return Set.class.isAssignableFrom(type.getRawClass()) && unordered(type)
          ? new Sorted<Set<?>>(set -> new TreeSet<Object>(set))
          : usual;
    }

    private static boolean unordered(JavaType type) {
      Class<?> raw = type.getRawClass();
      return raw == HashMap.class
          || raw == HashSet.class
          || raw == ConcurrentHashMap.class
          || raw.getName().startsWith("java.util.ImmutableCollections");
    }
  }

  private static final class Sorted<T> extends JsonSerializer<T> {
    private final Function<T, Object> sorted;

    Sorted(Function<T, Object> sorted) {
      this.sorted = sorted;
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, T value) {
      return value instanceof Map<?, ?> map ? map.isEmpty() : ((Collection<?>) value).isEmpty();
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(sorted.apply(value), out);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
