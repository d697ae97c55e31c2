package io.im2wav4j.pipeline;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.features.FeatureStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Retrieval instead of generation: each test picture gets the sound of the training item whose
 * frames are nearest to its own, by the cosine of the mean embeddings. What a model that only
 * remembers could do.
 */
public final class RetrievalBaseline {
  private static final int SAMPLE_RATE = 16_000;

  private RetrievalBaseline() {}

  /**
   * Writes ID.wav for each test item, anew each time: which sound is the nearest depends on all of
   * the data.
   *
   * @param test pictures
   * @param all items of the training data, for their sounds
   * @param features of the training data
   * @param encoder that made the features
   * @param seconds length of the sounds, at most
   */
  public static void run(
      List<Item> test,
      List<Item> all,
      Path features,
      Path encoder,
      double frameRate,
      double seconds,
      Path out) {
    Map<String, Item> byId = new LinkedHashMap<>();
    all.forEach(item -> byId.put(item.id(), item));
    Map<String, double[]> known = new LinkedHashMap<>();
    String made;
    try (FeatureStore store = FeatureStore.open(features)) {
      made = store.embeddingIdentity().sha256();
      for (FeatureStore.FeatureItem item : store.items("train")) {
        known.put(item.id(), direction(store.frames(item.id())));
      }
    }
    if (known.isEmpty()) {
      throw new UserError(
          features.toString(), "no training items", "at least one", "Prepare the training split");
    }
    try (ImageEncoder network = NetworkRegistry.at(NetworkKind.IMAGE_ENCODER, encoder).open();
        Progress progress = Progress.start("nearest sounds", test.size())) {
      ModelParents.require(
          features.toString(), "embeddings of the image encoder ", made, network.sha256(), false);
      SkippedItems skipped = new SkippedItems();
      for (Item item : test) {
        double[] own;
        try {
          own = direction(Generation.frames(item, network, frameRate).embeddings());
        } catch (UserError | OutOfMemoryError e) {
          skipped.add(item.id(), e);
          continue;
        }
        write(byId.get(nearest(own, known)), seconds, out.resolve(item.id() + ".wav"));
        progress.step(1, "");
      }
      skipped.finish(test.size());
    }
  }

  private static String nearest(double[] own, Map<String, double[]> known) {
    String best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, double[]> entry : known.entrySet()) {
      double cosine = 0;
      for (int i = 0; i < own.length; i++) {
        cosine += own[i] * entry.getValue()[i];
      }
      if (cosine > highest) {
        highest = cosine;
        best = entry.getKey();
      }
    }
    return best;
  }

  /** The mean over frames at length 1. */
  private static double[] direction(float[][] frames) {
    double[] mean = new double[frames[0].length];
    for (float[] frame : frames) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += frame[i];
      }
    }
    double norm = Math.sqrt(Arrays.stream(mean).map(v -> v * v).sum());
    return norm == 0 ? mean : Arrays.stream(mean).map(v -> v / norm).toArray();
  }

  private static void write(Item source, double seconds, Path wav) {
    double stretch = Math.min(seconds, source.secondsOrAll());
    float[] samples =
        Resampler.toMono(MediaFile.audio(source.media(), source.start(), stretch), SAMPLE_RATE);
    int length = (int) Math.min(samples.length, Math.round(seconds * SAMPLE_RATE));
    WavFile.write(
        wav, AudioClip.mono(Arrays.copyOf(samples, length), SAMPLE_RATE), WavFile.Encoding.PCM_16);
  }
}
