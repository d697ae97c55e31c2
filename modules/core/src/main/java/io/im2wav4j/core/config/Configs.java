package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * YAML files as validating records.
 *
 * <ul>
 *   <li>A key is the name of a record component: a number, boolean, text, path, enum (any case,
 *       written in lower case), {@code List}, {@code Map<String, ...>}, {@code Optional} or another
 *       record.
 *   <li>A key left out is an error, unless the component is {@code Optional} or has a {@link
 *       Default}. A key without a value ({@code key:}) is a key left out.
 *   <li>{@code extends: parent.yaml} (relative to the file) names one parent; mappings merge key by
 *       key, all other values of the child replace the parent's.
 *   <li>Paths in values are taken as written, so relative ones are relative to the working folder.
 *   <li>A compact constructor refuses a value with {@code IllegalArgumentException("codebookSize is
 *       -1; must be at least 1")}: the first word is looked up to find the line to report.
 * </ul>
 *
 * Every error is a {@link UserError} that names file and line, or the {@code --set} option.
 */
public final class Configs {
  private Configs() {}

  /**
   * Reads {@code yaml}.
   *
   * @param overrides {@code a.b=c} with c in YAML, laid over the file in order
   * @throws UserError as the class says
   */
  public static <T extends Record> T load(Path yaml, Class<T> type, List<String> overrides) {
    return Binder.record(Sources.load(yaml, overrides), type);
  }

  /**
   * Reads YAML text, without {@code extends}.
   *
   * @param name what messages call the text
   */
  public static <T extends Record> T parse(String yaml, String name, Class<T> type) {
    return Binder.record(Sources.parse(yaml, name), type);
  }

  /**
   * The record as YAML that {@link #load} reads back equal: keys in the order of the components,
   * empty Optionals and nulls left out, same value same text.
   */
  public static String toYaml(Record value) {
    return YamlText.of(value);
  }
}
