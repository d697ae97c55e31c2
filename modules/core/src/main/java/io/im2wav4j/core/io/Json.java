package io.im2wav4j.core.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON of records: same value, same bytes. Maps and sets keep their order; those that have none
 * ({@code Map.of}, whose order is drawn anew in each process, {@code HashMap}) are sorted.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .withCoercionConfig(LogicalType.Textual, Json::refuseScalars)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Double.class, new MeasuredNumber.Finite(null))
                  .addDeserializer(double.class, new MeasuredNumber.Finite(0.0))
                  .setSerializerModifier(new ChanceOrder()))
          .annotationIntrospector(new RequiredComponents())
          .build();
  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  private static void refuseScalars(MutableCoercionConfig texts) {
    texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

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
   * Reads a file as {@code type}. Every component of a record must be there and of its kind, unless
   * it says {@link Nullable}; keys that it does not have are passed over.
   *
   * @throws UserError with file, line and key where the file is missing or broken
   */
  public static <T> T read(Path file, Class<T> type) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          "no such file",
          "a JSON file",
          "Check the path; was the stage that writes it run?");
    }
    try (InputStream in = Files.newInputStream(file)) {
      T value = MAPPER.readValue(in, type);
      if (value == null || value instanceof JsonNode node && node.isMissingNode()) {
        throw fault(file.toString(), "no value", type, null);
      }
      return value;
    } catch (IOException e) {
      throw fault(JsonFaults.place(file.toString(), e), JsonFaults.words(e), type, e);
    }
  }

  private static UserError fault(String place, String given, Class<?> type, IOException cause) {
    return new UserError(
        place,
        "not readable as " + type.getSimpleName() + ": " + given,
        "the JSON that im2wav wrote",
        "Delete the file and run the stage that writes it again",
        cause);
  }
}
