package io.im2wav4j.features.shard;

import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes shards one after the other. What is finished is kept: a call that was killed loses at most
 * the shard it was at, and the same call made again ends with the same bytes.
 */
public final class ShardBuilder {
  private static final int ITEMS_PER_SHARD = 64;

  private ShardBuilder() {}

  /**
   * What a shard holds of an item.
   *
   * @param tensors by name
   * @param samples of the sound; 0 for embeddings
   */
  public record ItemFeatures(Map<String, Tensor> tensors, long samples) {}

  /**
   * Makes what is missing; files are read ahead, items made in batches. A batch never leaves its
   * shard.
   *
   * @throws UserError where the folder holds shards of another identity, or no item at all could be
   *     read
   */
  public static <R> ShardIndex build(
      Path folder, ShardIdentity identity, List<Item> items, BatchMaker<R> maker) {
    ShardIndex index = resume(folder, identity, items);
    int done = Math.min(items.size(), index.shards().size() * ITEMS_PER_SHARD);
    if (index.complete()) {
      return index;
    }
    try (Progress progress = Progress.start("prepare " + identity.kind(), items.size(), done);
        ReadAhead<R> reader = new ReadAhead<>(items.subList(done, items.size()), maker)) {
      for (int from = done; from < items.size(); from += ITEMS_PER_SHARD) {
        int count = Math.min(items.size() - from, ITEMS_PER_SHARD);
        index = add(folder, index, reader, count, maker, progress);
        index.write(folder);
      }
    }
    if (index.shards().stream().allMatch(s -> s.items().isEmpty())) {
      delete(folder, index);
      throw new UserError(
          folder.toString(),
          "none of "
              + items.size()
              + " items could be read; the first: "
              + index.skipped().values().stream().findFirst().orElse("none"),
          "media that can be decoded",
          "Run 'im2wav data scan' to see what is wrong with each");
    }
    ShardIndex complete = new ShardIndex(identity, true, index.shards(), index.skipped());
    complete.write(folder);
    return complete;
  }

  private static ShardIndex resume(Path folder, ShardIdentity identity, List<Item> items) {
    ShardIndex found = ShardIndex.find(folder, identity.kind()).orElse(null);
    if (found == null) {
      return new ShardIndex(identity, false, List.of(), Map.of());
    }
    if (!found.identity().equals(identity)) {
      throw new UserError(
          folder.resolve(identity.kind() + ".json").toString(),
          identity.kind()
              + " made from something else ("
              + String.join("; ", found.identity().differences(identity))
              + ")",
          "the same network, settings and items as now",
          "Choose another --out, or delete that folder to make them anew");
    }
    // A shard that is gone or broken, and all after it, are made again.
    List<ShardIndex.Shard> whole = new ArrayList<>();
    for (ShardIndex.Shard shard : found.shards()) {
      Path file = folder.resolve(shard.file());
      if (!Files.isRegularFile(file) || !Hashes.sha256(file).equals(shard.sha256())) {
        break;
      }
      whole.add(shard);
    }
    boolean all = whole.size() == found.shards().size();
    Map<String, String> skipped = new LinkedHashMap<>();
    int seen = Math.min(items.size(), whole.size() * ITEMS_PER_SHARD);
    for (Item item : items.subList(0, seen)) {
      if (found.skipped().containsKey(item.id())) {
        skipped.put(item.id(), found.skipped().get(item.id()));
      }
    }
    return new ShardIndex(identity, all && found.complete(), whole, skipped);
  }

  /** Where nothing could be read nothing stays, so that the next call tries the mended media. */
  private static void delete(Path folder, ShardIndex index) {
    try {
      for (ShardIndex.Shard shard : index.shards()) {
        Files.deleteIfExists(folder.resolve(shard.file()));
      }
      Files.deleteIfExists(folder.resolve(index.identity().kind() + ".json"));
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(folder, e);
    }
  }

  private static <R> ShardIndex add(
      Path folder,
      ShardIndex index,
      ReadAhead<R> reader,
      int count,
      BatchMaker<R> maker,
      Progress progress) {
    ShardContents shard = new ShardContents();
    List<Item> items = new ArrayList<>();
    List<R> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ReadAhead.Read<R> read = reader.next();
      UserError unreadable = read.skip();
      if (unreadable != null) {
        shard.skipped.put(read.item().id(), unreadable.getMessage());
        progress.step(1, shard.note());
        continue;
      }
      if (!batch.isEmpty() && !maker.joins(batch, read.value())) {
        shard.add(items, batch, maker, progress);
      }
      items.add(read.item());
      batch.add(read.value());
    }
    if (!batch.isEmpty()) {
      shard.add(items, batch, maker, progress);
    }
    String kind = index.identity().kind();
    String name = String.format(Locale.ROOT, "%s-%05d.safetensors", kind, index.shards().size());
    SafetensorsWriter.write(folder.resolve(name), shard.tensors, Map.of("kind", kind));
    return index.with(
        new ShardIndex.Shard(name, Hashes.sha256(folder.resolve(name)), shard.entries),
        shard.skipped);
  }

  /** What a shard will hold. */
  private static final class ShardContents {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<ShardIndex.ShardItem> entries = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();

    /** Adds a batch, and empties it. */
    <R> void add(List<Item> items, List<R> batch, BatchMaker<R> maker, Progress progress) {
      try {
        List<ItemFeatures> made = maker.make(batch);
        for (int i = 0; i < items.size(); i++) {
          add(items.get(i), made.get(i));
        }
      } catch (UserError | OutOfMemoryError e) {
        if (items.size() == 1) {
          String id = items.get(0).id();
          skipped.put(id, SkippedItems.reason(id, e).getMessage());
        } else {
          for (int i = 0; i < items.size(); i++) {
            add(
                new ArrayList<>(items.subList(i, i + 1)),
                new ArrayList<>(batch.subList(i, i + 1)),
                maker,
                progress);
          }
          items.clear();
        }
      }
      progress.step(items.size(), note());
      items.clear();
      batch.clear();
    }

    private void add(Item item, ItemFeatures made) {
      made.tensors().forEach((name, tensor) -> tensors.put(item.id() + "/" + name, tensor));
      entries.add(new ShardIndex.ShardItem(item.id(), item.split(), item.label(), made.samples()));
    }

    private String note() {
      return skipped.isEmpty() ? "" : skipped.size() + " skipped";
    }
  }
}
