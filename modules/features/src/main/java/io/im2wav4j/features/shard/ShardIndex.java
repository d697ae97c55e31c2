package io.im2wav4j.features.shard;

import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * KIND.json beside the shards.
 *
 * @param identity what they were made from
 * @param complete whether all items have been seen
 * @param shards in the order of the items
 * @param skipped items that could not be read, with the reason
 */
public record ShardIndex(
    ShardIdentity identity, boolean complete, List<Shard> shards, Map<String, String> skipped) {

  /**
   * One file.
   *
   * @param file name in the folder
   * @param sha256 of its bytes
   * @param items that it holds
   */
  public record Shard(String file, String sha256, List<ShardItem> items) {
    /** Checks the name and copies the items. */
    public Shard {
      if (!file.matches("[\\w-]+\\.safetensors")) {
        throw new IllegalArgumentException("file is no name of a shard");
      }
      items = List.copyOf(items);
    }
  }

  /**
   * One item's entry.
   *
   * @param id of the item
   * @param split of the item
   * @param label of the item
   * @param samples of its sound at the model's rate, before padding; 0 for embeddings
   */
  public record ShardItem(String id, String split, String label, long samples) {}

  /** Copies the collections. */
  public ShardIndex {
    shards = List.copyOf(shards);
    skipped = FixedOrder.copy(skipped);
  }

  /** The index of a kind in a folder, where there is one. */
  public static Optional<ShardIndex> find(Path folder, String kind) {
    Path file = folder.resolve(kind + ".json");
    return Files.exists(file) ? Optional.of(Json.read(file, ShardIndex.class)) : Optional.empty();
  }

  /** Writes the index. */
  public void write(Path folder) {
    Json.write(folder.resolve(identity.kind() + ".json"), this);
  }

  /** This index with one more shard and the items that were skipped on the way. */
  public ShardIndex with(Shard shard, Map<String, String> alsoSkipped) {
    List<Shard> more = new ArrayList<>(shards);
    more.add(shard);
    Map<String, String> all = FixedOrder.copy(skipped);
    all.putAll(alsoSkipped);
    return new ShardIndex(identity, complete, more, all);
  }
}
