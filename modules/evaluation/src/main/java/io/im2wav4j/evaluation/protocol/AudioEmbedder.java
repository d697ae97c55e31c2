package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.vggish.VggishEncoder;
import io.im2wav4j.encoders.yamnet.YamnetClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A network whose vectors a Frechet distance compares. A sound gives one vector or several (VGGish:
 * one for each 0.96 s).
 *
 * @param name what a report calls it; it names the distance
 * @param sha256 of the weights
 * @param sampleRate samples a second that the network wants
 * @param network mono samples at that rate to the vectors of each sound, [vectors][width], at least
 *     one
 */
public record AudioEmbedder(
    String name, String sha256, int sampleRate, Function<List<float[]>, List<float[][]>> network) {

  /** The features before a classifier's last layer, one vector a sound. */
  public static AudioEmbedder of(AudioClassifier classifier) {
    return new AudioEmbedder(
        classifier.name(),
        classifier.sha256(),
        classifier.sampleRate(),
        sounds -> single(classifier.embeddings(sounds)));
  }

  /** VGGish's vectors of each example of 0.96 s. */
  public static AudioEmbedder of(VggishEncoder vggish) {
    return new AudioEmbedder(vggish.name(), vggish.sha256(), vggish.sampleRate(), vggish::embed);
  }

  /** YAMNet's vectors of each patch of 0.96 s. */
  public static AudioEmbedder of(YamnetClassifier yamnet) {
    return new AudioEmbedder(yamnet.name(), yamnet.sha256(), yamnet.sampleRate(), yamnet::embed);
  }

  /** An encoder's vectors, one a sound. */
  public static AudioEmbedder of(AudioEncoder encoder) {
    return new AudioEmbedder(
        encoder.name(),
        encoder.sha256(),
        encoder.sampleRate(),
        sounds -> single(encoder.encode(sounds)));
  }

  /** One vector a sound. */
  static List<float[][]> single(float[][] rows) {
    return Arrays.stream(rows).map(row -> new float[][] {row}).toList();
  }
}
