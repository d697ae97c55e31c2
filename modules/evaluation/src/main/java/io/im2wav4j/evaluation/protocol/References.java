package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.event.MotionDetector;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.OnsetSettings;
import io.im2wav4j.encoders.EncodedPictures;
import io.im2wav4j.encoders.ImageEncoder;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What the networks gave for the items' true sounds and pictures, computed once for all systems.
 * Items without a true sound, a picture or a video have no entry.
 *
 * @param embeddings of each embedder by id, [vectors][width]
 * @param compared of each embedder the vectors of a reference of its own; null: the items' true
 *     sounds are the reference; an element is null where an embedder gave no numbers
 * @param logits by id, [classes]
 * @param pictures by id, [frames][width]
 * @param onsets of the true sounds by id, in seconds
 * @param motion peaks by id, in seconds
 */
record References(
    List<Map<String, double[][]>> embeddings,
    List<List<double[][]>> compared,
    Map<String, double[]> logits,
    Map<String, double[][]> pictures,
    Map<String, double[]> onsets,
    Map<String, double[]> motion) {

  static References of(
      List<EvaluationItem> items,
      ReferenceSet own,
      EvaluationNetworks networks,
      EvaluationSettings settings,
      FeatureExtractor extractor,
      Collection<String> warnings,
      VectorCache cache,
      IntConsumer progress) {
    List<Map<String, double[][]>> embeddings = new ArrayList<>();
    networks.embedders().forEach(e -> embeddings.add(new LinkedHashMap<>()));
    Map<String, double[]> logits = new LinkedHashMap<>();
    Map<String, double[]> onsets = new LinkedHashMap<>();
    List<EvaluationItem> sounding = items.stream().filter(i -> i.sound() != null).toList();
    if (!sounding.isEmpty()) {
      List<String> notices = new ArrayList<>();
      List<EvaluatedSystem.Sound> sounds =
          sounding.stream().map(i -> new EvaluatedSystem.Sound(i.reference(), i.sound())).toList();
      NetworkOutputs outputs = extractor.extract("true sounds", sounds, notices, progress);
      warnings.addAll(notices);
      for (int i = 0; i < sounding.size(); i++) {
        String id = sounding.get(i).id();
        for (int e = 0; e < embeddings.size(); e++) {
          if (outputs.embeddings().get(e) != null) {
            embeddings.get(e).put(id, outputs.embeddings().get(e).get(i));
          }
        }
        if (outputs.logits() != null) {
          logits.put(id, outputs.logits().get(i));
        }
        if (outputs.onsets() != null) {
          onsets.put(id, outputs.onsets().get(i));
        }
      }
    }
    List<List<double[][]>> compared = null;
    if (own != null && !embeddings.isEmpty()) {
      List<String> notices = new ArrayList<>();
      compared =
          extractor
              .embeddingsOnly()
              .extract(own.name(), own.sounds(), notices, progress)
              .embeddings();
      warnings.addAll(notices);
    }
    return new References(
        embeddings,
        compared,
        logits,
        pictures(items, networks.imageEncoder(), cache, warnings),
        onsets,
        motion(items, settings.protocol().onsets(), cache));
  }

  private static Map<String, double[][]> pictures(
      List<EvaluationItem> items,
      ImageEncoder encoder,
      VectorCache cache,
      Collection<String> warnings) {
    Map<String, double[][]> out = new LinkedHashMap<>();
    List<String> broken = new ArrayList<>();
    for (EvaluationItem item : items) {
      if (encoder != null && item.frames() != null) {
        FrameSource source = item.frames();
        Optional<String> key =
            cache.key(
                encoder.name(), encoder.sha256() + encoder.settings(), source.identity(), "frames");
        float[][] vectors;
        try {
          vectors = cache.get(key, () -> vectors(encoder, source));
        } catch (UserError | UncheckedIOException | OutOfMemoryError e) {
          broken.add(item.id() + " (" + SkippedItems.reason(item.id(), e).getMessage() + ")");
          continue;
        }
        out.put(item.id(), FeatureExtractor.toDoubles(vectors));
        if (!Arrays.stream(out.get(item.id()))
            .flatMapToDouble(Arrays::stream)
            .allMatch(Double::isFinite)) {
          warnings.add(
              "item "
                  + item.id()
                  + " has no CLIP-score: "
                  + encoder.name()
                  + " gives values that are no numbers for its picture");
        }
      }
    }
    if (!broken.isEmpty()) {
      throw new UserError(
          "pictures",
          broken.size() + " items cannot be used: " + EvaluatedSystem.some(broken),
          "pictures and videos that can be read",
          "Make these files anew, or leave their items out of the manifest");
    }
    return out;
  }

  private static float[][] vectors(ImageEncoder encoder, FrameSource source) {
    EncodedPictures pictures = new EncodedPictures(encoder);
    source.each(image -> pictures.add(encoder.square(image)));
    return pictures.vectors();
  }

  /** Of the items whose events are motion. */
  private static Map<String, double[]> motion(
      List<EvaluationItem> items, OnsetSettings settings, VectorCache cache) {
    Map<String, double[]> out = new LinkedHashMap<>();
    for (EvaluationItem item : items) {
      boolean wanted =
          settings != null
              && item.motion() != null
              && (settings.events() == OnsetSettings.Events.MOTION || item.sound() == null);
      if (wanted) {
        double rate = settings.motionFrameRate();
        Optional<String> key =
            cache.key(
                "motion",
                MotionDetector.VERSION,
                item.motion().identity(),
                rate + " frames a second");
        float[][] times = cache.get(key, () -> row(item.motion().peaks(rate)));
        out.put(item.id(), FeatureExtractor.toDoubles(times)[0]);
      }
    }
    return out;
  }

  private static float[][] row(double[] times) {
    float[] row = new float[times.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) times[i];
    }
    return new float[][] {row};
  }
}
