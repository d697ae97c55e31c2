package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.vggish.VggishEncoder;
import io.im2wav4j.encoders.yamnet.YamnetClassifier;
import java.util.List;

/**
 * A network whose vectors a Frechet distance compares. A sound gives one vector or several (VGGish:
 * one for each 0.96 s).
 */
public interface AudioEmbedder {
  /** What a report calls it; it names the distance. */
  String name();

  /** SHA-256 of the weights. */
  String sha256();

  /** Samples a second that {@link #embed} wants. */
  int sampleRate();

  /**
   * The vectors of each sound, [vectors][width], at least one.
   *
   * @param sounds mono samples at {@link #sampleRate()}
   */
  List<float[][]> embed(List<float[]> sounds);

  /** The features before a classifier's last layer, one vector a sound. */
  static AudioEmbedder of(AudioClassifier classifier) {
    return new NetworkEmbedder(
        classifier.name(),
        classifier.sha256(),
        classifier.sampleRate(),
        sounds -> NetworkEmbedder.single(classifier.embeddings(sounds)));
  }

  /** VGGish's vectors of each example of 0.96 s. */
  static AudioEmbedder of(VggishEncoder vggish) {
    return new NetworkEmbedder(vggish.name(), vggish.sha256(), vggish.sampleRate(), vggish::embed);
  }

  /** YAMNet's vectors of each patch of 0.96 s. */
  static AudioEmbedder of(YamnetClassifier yamnet) {
    return new NetworkEmbedder(yamnet.name(), yamnet.sha256(), yamnet.sampleRate(), yamnet::embed);
  }

  /** An encoder's vectors, one a sound. */
  static AudioEmbedder of(AudioEncoder encoder) {
    return new NetworkEmbedder(
        encoder.name(),
        encoder.sha256(),
        encoder.sampleRate(),
        sounds -> NetworkEmbedder.single(encoder.encode(sounds)));
  }
}
