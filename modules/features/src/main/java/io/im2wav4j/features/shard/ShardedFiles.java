package io.im2wav4j.features.shard;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads tensors out of the shards of one index; a shard's hash is checked when it is first touched.
 */
public final class ShardedFiles implements AutoCloseable {
  private final Path folder;
  private final ShardIndex index;
  private final Map<String, ShardIndex.Shard> shardOf = new HashMap<>();
  private final Map<String, ShardIndex.ShardItem> items = new LinkedHashMap<>();
  private final Map<String, SafetensorsReader> open = new HashMap<>();

  /** Shards of {@code index} in {@code folder}. */
  public ShardedFiles(Path folder, ShardIndex index) {
    this.folder = folder;
    this.index = index;
    for (ShardIndex.Shard shard : index.shards()) {
      for (ShardIndex.ShardItem item : shard.items()) {
        shardOf.put(item.id(), shard);
        items.put(item.id(), item);
      }
    }
  }

  /** What the shards were made from. */
  public ShardIdentity identity() {
    return index.identity();
  }

  /** Entries by id, in the order of the item list. */
  public Map<String, ShardIndex.ShardItem> items() {
    return items;
  }

  /** Whether there is a tensor {@code ID/name}. */
  public synchronized boolean has(String id, String name) {
    return reader(id).names().contains(id + "/" + name);
  }

  /** The tensor {@code ID/name}. */
  public synchronized Tensor get(String id, String name) {
    return reader(id).get(id + "/" + name);
  }

  private SafetensorsReader reader(String id) {
    ShardIndex.Shard shard = shardOf.get(id);
    if (shard == null) {
      throw new UserError(
          folder.toString(),
          "no " + index.identity().kind() + " of '" + id + "'",
          "one of " + items.size() + " items",
          "Run 'im2wav data prepare' for this data set");
    }
    return open.computeIfAbsent(shard.file(), f -> openChecked(folder, shard));
  }

  /** Opens a shard after checking its hash. */
  static SafetensorsReader openChecked(Path folder, ShardIndex.Shard shard) {
    Path file = folder.resolve(shard.file());
    if (!file.toFile().isFile() || !Hashes.sha256(file).equals(shard.sha256())) {
      throw new UserError(
          file.toString(),
          file.toFile().isFile()
              ? "a broken shard (its SHA-256 is not the one in the index)"
              : "a missing shard",
          "the file that 'im2wav data prepare' wrote",
          "Delete it and run the same 'im2wav data prepare' again: it makes this shard anew and keeps the others");
    }
    return SafetensorsReader.open(file);
  }

  @Override
  public synchronized void close() {
    open.values().forEach(SafetensorsReader::close);
    open.clear();
  }
}
