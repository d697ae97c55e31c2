package io.im2wav4j.features.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a set of shards depends on: shards of another identity are other shards.
 *
 * @param kind "embeddings" or "codes"
 * @param network name of the network that made them
 * @param sha256 of its weights
 * @param settings that change the result
 * @param items hash of the item list
 */
public record ShardIdentity(
    String kind, String network, String sha256, Map<String, String> settings, String items) {
  /** Sorts the settings. */
  public ShardIdentity {
    settings = new TreeMap<>(settings);
  }

  /** What differs from another identity, as "sha256: a, b". */
  public List<String> differences(ShardIdentity other) {
    List<String> found = new ArrayList<>();
    differ(found, "network", network, other.network);
    differ(found, "weights", sha256, other.sha256);
    differ(found, "settings", settings.toString(), other.settings.toString());
    differ(found, "items or their files", items, other.items);
    return found;
  }

  private static void differ(List<String> found, String what, String mine, String theirs) {
    if (!mine.equals(theirs)) {
      found.add(what + ": " + mine + ", now " + theirs);
    }
  }
}
