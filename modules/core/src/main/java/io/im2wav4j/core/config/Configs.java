package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * YAML files as validating records.
 *
 * <ul>
 *   <li>A key is the name of a record component: a number, boolean, text, path, enum (any case,
 *       written in lower case), {@code List}, {@code Map<String, ...>}, {@code Optional} or another
 *       record.
 *   <li>The keys of a component that is {@link Inlined} stand among the record's own.
 *   <li>A key left out is an error, unless the component is {@code Optional} or has a {@link
 *       Default}. A key without a value ({@code key:}) is a key left out.
 *   <li>A component that was renamed has its old name in {@code @JsonAlias}: files from before are
 *       read as ever, and text written from the record has the new name.
 *   <li>{@code extends: parent.yaml} (relative to the file) names one parent; mappings merge key by
 *       key, all other values of the child replace the parent's.
 *   <li>A file that is not in the working folder is looked for in the {@link ProgramHome}.
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
   * Reads one section of {@code yaml}, a key at its top with 'key: value' lines of its own; what
   * else is in the file is not looked at.
   *
   * @throws UserError as the class says, and where there is no such section
   */
  public static <T extends Record> T section(
      Path yaml, String section, Class<T> type, List<String> overrides) {
    return Binder.record(sectionOf(yaml, section, overrides), type);
  }

  /** The keys of a section, in the order written: they tell what kind of thing it describes. */
  public static Set<String> keys(Path yaml, String section, List<String> overrides) {
    return Collections.unmodifiableSet(sectionOf(yaml, section, overrides).entries().keySet());
  }

  private static Node.Mapping sectionOf(Path yaml, String section, List<String> overrides) {
    Node.Mapping all = Sources.load(yaml, overrides);
    Node.Entry entry = all.entries().get(section);
    if (entry != null && entry.value() instanceof Node.Mapping mapping) {
      return mapping;
    }
    Place place = entry == null ? all.place() : entry.keyPlace();
    String given = entry == null ? "no key '" + section + "'" : entry.value().shown();
    throw place.error(
        given,
        "a section '" + section + ":' with 'key: value' lines",
        "Check that this is the right file");
  }

  /**
   * All values of {@code yaml} as text by their keys joined with dots, in the order written; the
   * items of a list by their numbers. For those that show settings without knowing their kind.
   */
  public static Map<String, String> values(Path yaml) {
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", Sources.load(yaml, List.of()), values);
    return values;
  }

  private static void flatten(String path, Node node, Map<String, String> into) {
    if (node instanceof Node.Scalar scalar && scalar.text() != null) {
      into.put(path, scalar.text());
    } else if (node instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        flatten(path + "." + i, sequence.items().get(i), into);
      }
    } else if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) ->
                  flatten(path.isEmpty() ? key : path + "." + key, entry.value(), into));
    }
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
   * A record with other values.
   *
   * @param name what messages call the record
   * @param overrides {@code a.b=c} as in {@link #load}
   */
  public static <T extends Record> T with(
      T record, String name, Class<T> type, List<String> overrides) {
    return Binder.record(Sources.with(Sources.parse(toYaml(record), name), overrides), type);
  }

  /**
   * The record as YAML that {@link #load} reads back equal: keys in the order of the components,
   * empty Optionals and nulls left out, same value same text.
   */
  public static String toYaml(Record value) {
    return YamlText.of(value);
  }
}
