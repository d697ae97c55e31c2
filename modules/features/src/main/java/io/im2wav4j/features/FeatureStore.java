package io.im2wav4j.features;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.features.prepare.CodePreparation;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.shard.ShardIdentity;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.features.shard.ShardedFiles;
import io.im2wav4j.models.codec.CodeLevel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The features of a data set, for training: embeddings of frames and codes of sounds. Safe to read
 * from threads.
 */
public final class FeatureStore implements AutoCloseable {
  private final ShardedFiles embeddings;
  private final ShardedFiles codes;
  private final List<FeatureItem> items;

  private FeatureStore(ShardedFiles embeddings, ShardedFiles codes) {
    this.embeddings = embeddings;
    this.codes = codes;
    this.items =
        codes.items().values().stream()
            .filter(item -> embeddings.items().containsKey(item.id()))
            .map(item -> new FeatureItem(item.id(), item.split(), item.label(), item.samples()))
            .toList();
  }

  /**
   * One item that has both kinds of features.
   *
   * @param id of the item
   * @param split of the item
   * @param label of the item
   * @param samples of its sound at the codec's rate, before padding
   */
  public record FeatureItem(String id, String split, String label, long samples) {}

  /** Opens a folder that {@code im2wav data prepare} has finished. */
  public static FeatureStore open(Path folder) {
    FeatureStore store =
        new FeatureStore(
            files(folder, EmbeddingPreparation.KIND), files(folder, CodePreparation.KIND));
    String beside = store.embeddingIdentity().settings().get(EmbeddingPreparation.SOUNDS);
    String coded = store.codeIdentity().items();
    if (beside != null && !coded.equals(beside)) { // older embeddings do not say
      store.close();
      throw new UserError(
          folder.toString(),
          "embeddings and codes of other items, or of other files: " + beside + " and " + coded,
          "both of the same items and files",
          "Run 'im2wav data prepare' with --encoder and --vqvae, and another --out");
    }
    return store;
  }

  private static ShardedFiles files(Path folder, String kind) {
    ShardIndex index = ShardIndex.find(folder, kind).orElse(null);
    if (index == null || !index.complete()) {
      throw new UserError(
          folder.toString(),
          index == null ? "no " + kind : "unfinished " + kind,
          "the features of 'im2wav data prepare'",
          "Run 'im2wav data prepare --out "
              + folder
              + "'"
              + (kind.equals(CodePreparation.KIND) ? " with --vqvae" : " with --encoder"));
    }
    return new ShardedFiles(folder, index);
  }

  /** The items of a split, in the order of the manifest. */
  public List<FeatureItem> items(String split) {
    return items.stream().filter(item -> item.split().equals(split)).toList();
  }

  /** What the embeddings were made from. */
  public ShardIdentity embeddingIdentity() {
    return embeddings.identity();
  }

  /** What the codes were made from. */
  public ShardIdentity codeIdentity() {
    return codes.identity();
  }

  /** Embeddings of an item's frames [F][width]. */
  public float[][] frames(String id) {
    return rows(embeddings.get(id, "frames"));
  }

  /** Embeddings of views of an item's picture [V][width]; none where none were made. */
  public float[][] views(String id) {
    return embeddings.has(id, "views") ? rows(embeddings.get(id, "views")) : new float[0][];
  }

  private static float[][] rows(Tensor tensor) {
    int width = (int) tensor.shape()[1];
    float[] flat = tensor.toFloats();
    float[][] rows = new float[(int) tensor.shape()[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** Times of an item's frames [F] in seconds from its start. */
  public float[] times(String id) {
    return embeddings.get(id, "times").toFloats();
  }

  /** Codes of an item's sound at a level, [T / hop]. */
  public int[] codes(String id, CodeLevel level) {
    return codes.get(id, CodePreparation.tensor(level)).toInts();
  }

  @Override
  public void close() {
    embeddings.close();
    codes.close();
  }
}
