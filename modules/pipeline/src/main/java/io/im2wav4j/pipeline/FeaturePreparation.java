package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.features.prepare.CodePreparation;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.models.TrainedModels;
import java.nio.file.Path;
import java.util.List;

/** Items become shards of embeddings and codes. */
public final class FeaturePreparation {
  private FeaturePreparation() {}

  /** Embeds the frames of all items. */
  public static ShardIndex embeddings(Path out, List<Item> items, Path encoder, double frameRate) {
    return embeddings(out, items, encoder, frameRate, 0);
  }

  /** The same, and views of each training picture. */
  public static ShardIndex embeddings(
      Path out, List<Item> items, Path encoder, double frameRate, int views) {
    try (ImageEncoder network = NetworkRegistry.at(NetworkKind.IMAGE_ENCODER, encoder).open();
        FolderLock lock = FolderLock.take(out)) {
      return EmbeddingPreparation.run(out, items, network, frameRate, views);
    }
  }

  /** Encodes the sounds of all items with a trained codec's run. */
  public static ShardIndex codes(Path out, List<Item> items, Path codec) {
    try (NDManager manager = NDManager.newBaseManager();
        FolderLock lock = FolderLock.take(out)) {
      String sha256 = TrainedModels.sha256(codec);
      List<Item> sounding = items.stream().filter(item -> item.media() != null).toList();
      return CodePreparation.run(
          out,
          sounding,
          TrainedModels.codec(codec, manager),
          sha256,
          TrainedModels.settings(codec));
    }
  }
}
