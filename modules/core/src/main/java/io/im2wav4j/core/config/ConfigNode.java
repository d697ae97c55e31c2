package io.im2wav4j.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that remembers where it was written. */
sealed interface ConfigNode {
  /** As "file.yaml:3" or "--set a.b=c". */
  String where();

  /** Keys with values, in the order written; {@code keyPlaces} says where each key stands. */
  record Mapping(String where, Map<String, ConfigNode> values, Map<String, String> keyPlaces)
      implements ConfigNode {

    Mapping(String where) {
      this(where, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    void put(String key, String place, ConfigNode value) {
      values.put(key, value);
      keyPlaces.put(key, place);
    }

    /** This mapping over a parent's: mappings are merged key by key, anything else is replaced. */
    Mapping over(Mapping parent) {
      Mapping merged = new Mapping(where);
      parent.values.forEach((key, value) -> merged.put(key, parent.keyPlaces.get(key), value));
      values.forEach(
          (key, value) -> {
            ConfigNode below = merged.values.get(key);
            ConfigNode result =
                value instanceof Mapping mine && below instanceof Mapping theirs
                    ? mine.over(theirs)
                    : value;
            merged.put(key, keyPlaces.get(key), result);
          });
      return merged;
    }
  }

  /** A list. */
  record Sequence(String where, List<ConfigNode> values) implements ConfigNode {
    public Sequence {
      values = new ArrayList<>(values);
    }
  }

  /** A single value; {@code text} is null for YAML's null. */
  record Scalar(String where, String text) implements ConfigNode {}
}
