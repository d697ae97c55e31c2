package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.encoders.ImageEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What the networks made of the items' true sounds and pictures, heard and seen once for all
 * systems. Items without a true sound, or a picture, have no entry.
 *
 * @param embeddings by id, [vectors][width]
 * @param logits by id, [classes]
 * @param pictures by id, [frames][width]
 */
record References(
    Map<String, double[][]> embeddings,
    Map<String, double[]> logits,
    Map<String, double[][]> pictures) {

  static References of(
      List<EvaluationItem> items,
      EvaluationNetworks networks,
      Listener listener,
      Collection<String> warnings,
      VectorCache cache,
      IntConsumer heard) {
    Map<String, double[][]> embeddings = new LinkedHashMap<>();
    Map<String, double[]> logits = new LinkedHashMap<>();
    Map<String, double[][]> pictures = new LinkedHashMap<>();
    List<EvaluationItem> sounding = items.stream().filter(i -> i.sound() != null).toList();
    if (!sounding.isEmpty()) {
      List<String> notices = new ArrayList<>();
      Heard all =
          listener.hear(
              "true sounds",
              sounding.stream()
                  .map(i -> new EvaluatedSystem.Sound(i.reference(), i.sound()))
                  .toList(),
              notices,
              heard);
      warnings.addAll(notices);
      for (int i = 0; i < sounding.size(); i++) {
        String id = sounding.get(i).id();
        if (all.embeddings() != null) {
          embeddings.put(id, all.embeddings().get(i));
        }
        if (all.logits() != null) {
          logits.put(id, all.logits().get(i));
        }
      }
    }
    if (networks.imageEncoder() != null) {
      for (EvaluationItem item : items) {
        if (item.frames() != null) {
          float[][] vectors = look(networks.imageEncoder(), item.frames(), cache);
          pictures.put(item.id(), Listener.toDoubles(vectors));
        }
      }
    }
    return new References(embeddings, logits, pictures);
  }

  private static float[][] look(ImageEncoder encoder, FrameSource source, VectorCache cache) {
    Optional<String> key = cache.key(encoder.name(), encoder.sha256(), source.identity(), "frames");
    Optional<float[][]> known = key.flatMap(cache::get);
    if (known.isPresent()) {
      return known.get();
    }
    float[][] vectors = encoder.encode(source.frames());
    key.ifPresent(k -> cache.put(k, vectors));
    return vectors;
  }
}
