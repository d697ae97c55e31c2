package io.im2wav4j.features.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardBuilderTest {
  private static final ShardIdentity IDENTITY =
      new ShardIdentity("codes", "net", "abc", Map.of("hop", "8"), "list");

  @TempDir Path folder;

  private static List<Item> items(int n) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      items.add(new Item("i" + i, "train", "x", Path.of("i.wav"), null, 0, 0));
    }
    return items;
  }

  private static ShardBuilder.ItemFeatures made(Item item) {
    int n = Integer.parseInt(item.id().substring(1));
    return new ShardBuilder.ItemFeatures(Map.of("0", Tensor.of(new int[] {n, n + 1}, 2)), n);
  }

  private static ShardIndex build(
      Path folder,
      ShardIdentity identity,
      List<Item> items,
      Function<Item, ShardBuilder.ItemFeatures> maker) {
    return ShardBuilder.build(folder, identity, items, new OneByOne(maker));
  }

  private record OneByOne(Function<Item, ShardBuilder.ItemFeatures> maker)
      implements BatchMaker<Item> {
    @Override
    public Item read(Item item) {
      return item;
    }

    @Override
    public long bytes(Item item) {
      return 0;
    }

    @Override
    public boolean joins(List<Item> batch, Item next) {
      return false;
    }

    @Override
    public List<ShardBuilder.ItemFeatures> make(List<Item> batch) {
      return List.of(maker.apply(batch.get(0)));
    }
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  @Test
  void anInterruptedPreparationEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    build(whole, IDENTITY, items(150), ShardBuilderTest::made);
    Path broken = folder.resolve("broken");
    assertThatThrownBy(
            () ->
                build(
                    broken,
                    IDENTITY,
                    items(150),
                    item -> {
                      if (item.id().equals("i100")) {
                        throw new IllegalStateException("killed");
                      }
                      return made(item);
                    }))
        .hasMessage("killed");
    List<String> again = new ArrayList<>();
    build(
        broken,
        IDENTITY,
        items(150),
        item -> {
          again.add(item.id());
          return made(item);
        });
    assertThat(again).hasSize(150 - 64).doesNotContain("i0");
    assertThat(bytes(broken)).isEqualTo(bytes(whole));
  }

  @Test
  void itemsReadBack() {
    ShardIndex index = build(folder, IDENTITY, items(70), ShardBuilderTest::made);
    try (ShardedFiles files = new ShardedFiles(folder, index)) {
      assertThat(files.get("i69", "0").toInts()).containsExactly(69, 70);
      assertThat(files.items()).hasSize(70);
    }
  }

  @Test
  void aBrokenShardIsNamedWithTheFixAndMadeAgain() throws IOException {
    ShardIndex index = build(folder, IDENTITY, items(70), ShardBuilderTest::made);
    Map<String, String> before = bytes(folder);
    Files.writeString(folder.resolve("codes-00001.safetensors"), "rubbish");
    try (ShardedFiles files = new ShardedFiles(folder, index)) {
      assertThatThrownBy(() -> files.get("i69", "0"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("codes-00001.safetensors: a broken shard")
          .hasMessageContaining("im2wav data prepare");
    }
    build(folder, IDENTITY, items(70), ShardBuilderTest::made);
    assertThat(bytes(folder)).isEqualTo(before);
  }

  @Test
  void featuresOfAnotherNetworkAreNotMixed() {
    build(folder, IDENTITY, items(3), ShardBuilderTest::made);
    ShardIdentity other = new ShardIdentity("codes", "net", "def", Map.of("hop", "8"), "list");
    assertThatThrownBy(() -> build(folder, other, items(3), ShardBuilderTest::made))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("weights: abc, now def");
  }

  @Test
  void unreadableItemsAreSkippedUnlessAllAre() {
    ShardIndex index =
        build(
            folder.resolve("some"),
            IDENTITY,
            items(3),
            item -> {
              if (item.id().equals("i1")) {
                throw new UserError("i.wav", "broken", "sound", "Mend it");
              }
              return made(item);
            });
    assertThat(index.skipped()).containsOnlyKeys("i1");
    assertThatThrownBy(
            () ->
                build(
                    folder.resolve("none"),
                    IDENTITY,
                    items(3),
                    item -> {
                      throw new UserError("i.wav", "broken", "sound", "Mend it");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none of 3 items");
  }

  @Test
  void mendedMediaAreReadWhenTheirShardIsMadeAgain() throws IOException {
    Function<Item, ShardBuilder.ItemFeatures> broken =
        item -> {
          throw new UserError("i.wav", "broken", "sound", "Mend it");
        };
    assertThatThrownBy(() -> build(folder, IDENTITY, items(3), broken))
        .isInstanceOf(UserError.class);
    ShardIndex index = build(folder, IDENTITY, items(3), ShardBuilderTest::made);
    assertThat(index.skipped()).isEmpty();
    Map<String, String> whole = bytes(folder);

    Path other = folder.resolve("other");
    build(
        other,
        IDENTITY,
        items(3),
        item -> item.id().equals("i1") ? broken.apply(item) : made(item));
    Files.delete(other.resolve("codes-00000.safetensors"));
    build(other, IDENTITY, items(3), ShardBuilderTest::made);
    assertThat(bytes(other)).isEqualTo(whole);
  }

  /** Batches of at most 10 numbers; an item is read on another thread. */
  private static final class Batches implements BatchMaker<Integer> {
    private final List<Integer> sizes = new ArrayList<>();
    private final long bytes;
    private volatile boolean ownThread = true;

    Batches(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public Integer read(Item item) {
      ownThread &= Thread.currentThread().getName().equals("read-ahead");
      if (item.id().equals("i20")) {
        throw new UserError("i.wav", "broken", "sound", "Mend it");
      }
      return Integer.valueOf(item.id().substring(1));
    }

    @Override
    public long bytes(Integer read) {
      return bytes;
    }

    @Override
    public boolean joins(List<Integer> batch, Integer next) {
      return batch.size() < 10;
    }

    @Override
    public List<ShardBuilder.ItemFeatures> make(List<Integer> batch) {
      sizes.add(batch.size());
      if (batch.contains(77)) {
        throw new UserError("i.wav", "ends early", "sound", "Mend it");
      }
      return batch.stream()
          .map(
              n ->
                  new ShardBuilder.ItemFeatures(Map.of("0", Tensor.of(new int[] {n, n + 1}, 2)), n))
          .toList();
    }
  }

  @Test
  void batchesWithFilesReadAhead_giveTheBytesOfOneItemAtATime() throws IOException {
    Path alone = folder.resolve("alone");
    build(
        alone,
        IDENTITY,
        items(150),
        item -> {
          if (item.id().equals("i20") || item.id().equals("i77")) {
            String what = item.id().equals("i20") ? "broken" : "ends early";
            throw new UserError("i.wav", what, "sound", "Mend it");
          }
          return made(item);
        });
    // Once with room for all, once where each item is over the budget.
    for (long bytes : new long[] {1, 1L << 40}) {
      Path together = folder.resolve("together" + bytes);
      Batches batches = new Batches(bytes);
      ShardBuilder.build(together, IDENTITY, items(150), batches);
      assertThat(bytes(together)).isEqualTo(bytes(alone));
      assertThat(batches.ownThread).isTrue();
      // 63 of the first shard, 64 (one batch of it again, one by one), 22.
      assertThat(batches.sizes.subList(0, 7)).containsExactly(10, 10, 10, 10, 10, 10, 3);
      assertThat(batches.sizes.subList(7, 20))
          .containsExactly(10, 10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10);
      assertThat(batches.sizes.subList(20, 27)).containsExactly(10, 10, 10, 4, 10, 10, 2);
    }
  }

  @Test
  void anItemThatTakesMoreMemoryThanThereIs_costsItselfAlone() {
    BatchMaker<Item> maker =
        new BatchMaker<>() {
          @Override
          public Item read(Item item) {
            return fail(item, "i1");
          }

          @Override
          public long bytes(Item item) {
            return 0;
          }

          @Override
          public boolean joins(List<Item> batch, Item next) {
            return true;
          }

          @Override
          public List<ShardBuilder.ItemFeatures> make(List<Item> batch) {
            return batch.stream().map(item -> made(fail(item, "i3"))).toList();
          }

          private Item fail(Item item, String large) {
            if (item.id().equals(large)) {
              throw new OutOfMemoryError("Java heap space");
            }
            return item;
          }
        };
    ShardIndex index = ShardBuilder.build(folder, IDENTITY, items(5), maker);
    assertThat(index.skipped()).containsOnlyKeys("i1", "i3");
    assertThat(index.skipped().get("i3")).startsWith("i3: takes more memory than there is");
    assertThat(index.shards().get(0).items()).extracting("id").containsExactly("i0", "i2", "i4");
  }
}
