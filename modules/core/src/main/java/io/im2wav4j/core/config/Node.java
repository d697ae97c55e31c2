package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a configuration that knows where it was written. */
sealed interface Node {
  Place place();

  /** Keys in the order written; a scalar may be null, which means the same as no key. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    /** This mapping with {@code over} laid upon it: mappings merge, all else is replaced. */
    Mapping with(Mapping over) {
      Map<String, Entry> merged = new LinkedHashMap<>(entries);
      over.entries.forEach(
          (key, entry) ->
              merged.merge(
                  key,
                  entry,
                  (below, above) ->
                      below.value instanceof Mapping b && above.value instanceof Mapping a
                          ? new Entry(above.keyPlace, b.with(a))
                          : above));
      return new Mapping(over.place, merged);
    }
  }

  /** The place of the key serves messages about it. */
  record Entry(Place keyPlace, Node value) {}

  record Sequence(Place place, List<Node> items) implements Node {}

  /**
   * @param text null for YAML's null
   */
  record Scalar(Place place, String text) implements Node {}

  /** What the user sees of it in messages about a value, which may be long. */
  default String shown() {
    if (this instanceof Scalar s) {
      return s.text() == null ? "nothing" : "'" + UserError.printable(s.text()) + "'";
    }
    return this instanceof Sequence ? "a list" : "a mapping";
  }

  /** What it is, of a file that may hold anything. */
  default String kind() {
    return this instanceof Scalar s ? s.text() == null ? "nothing" : "a text" : shown();
  }
}
