package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.event.OnsetDetector;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEmbedder;
import io.im2wav4j.encoders.AudioEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A network as evaluation runs it: sounds in, some vectors for each out. Vectors that a cache has
 * are not computed again.
 *
 * @param name what it is called, with all that changes its vectors
 * @param sha256 of its weights, and of its configuration
 * @param sampleRate samples a second that it wants
 * @param network the vectors of each sound, [vectors][width]
 */
record CachedNetwork(
    String name, String sha256, int sampleRate, Function<List<float[]>, List<float[][]>> network) {

  static CachedNetwork ofEmbeddings(AudioEmbedder embedder) {
    return new CachedNetwork(
        "embedding of " + embedder.name(),
        embedder.sha256() + embedder.settings(),
        embedder.sampleRate(),
        embedder::embed);
  }

  static CachedNetwork ofLogits(AudioClassifier classifier) {
    return new CachedNetwork(
        "logits of " + classifier.name(),
        classifier.sha256() + classifier.settings(),
        classifier.sampleRate(),
        sounds -> AudioEmbedder.single(classifier.logits(sounds)));
  }

  static CachedNetwork ofEncodings(AudioEncoder encoder) {
    return new CachedNetwork(
        "encoding of " + encoder.name(),
        encoder.sha256() + encoder.settings(),
        encoder.sampleRate(),
        sounds -> AudioEmbedder.single(encoder.encode(sounds)));
  }

  /** Onsets in seconds, one row a sound; its width is how many there are. */
  static CachedNetwork ofOnsets(int sampleRate) {
    OnsetDetector detector = new OnsetDetector(sampleRate);
    return new CachedNetwork(
        "onsets",
        OnsetDetector.VERSION,
        sampleRate,
        sounds ->
            sounds.stream()
                .map(
                    samples -> {
                      double[] times = detector.onsets(samples);
                      float[] row = new float[times.length];
                      for (int i = 0; i < row.length; i++) {
                        row[i] = (float) times[i];
                      }
                      return new float[][] {row};
                    })
                .toList());
  }

  /**
   * The vectors of each sound of a batch; those that the cache lacks go through the network.
   *
   * @param sounds mono samples at {@code rate}
   * @param identities of the sounds, see {@link SoundSource#identity}
   * @param preparation what was done to the sounds
   */
  List<float[][]> outputs(
      List<float[]> sounds,
      int rate,
      List<Optional<String>> identities,
      String preparation,
      AudioAccess access,
      VectorCache cache) {
    List<float[][]> out = new ArrayList<>();
    List<Optional<String>> keys = new ArrayList<>();
    List<float[]> missing = new ArrayList<>();
    for (int i = 0; i < sounds.size(); i++) {
      keys.add(cache.key(name, sha256, identities.get(i), preparation));
      out.add(keys.get(i).flatMap(cache::get).orElse(null));
      if (out.get(i) == null) {
        missing.add(
            rate == sampleRate ? sounds.get(i) : access.resample(sounds.get(i), rate, sampleRate));
      }
    }
    List<float[][]> computed = missing.isEmpty() ? List.of() : network.apply(missing);
    int next = 0;
    for (int i = 0; i < out.size(); i++) {
      if (out.get(i) == null) {
        float[][] vectors = computed.get(next++);
        keys.get(i).ifPresent(key -> cache.put(key, vectors));
        out.set(i, vectors);
      }
    }
    return out;
  }
}
