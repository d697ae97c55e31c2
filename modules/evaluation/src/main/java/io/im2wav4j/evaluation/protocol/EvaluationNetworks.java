package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Network;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEmbedder;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.evaluation.metrics.LabelMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks behind the metrics. One that is null leaves its metrics out.
 *
 * @param embedders for the distances of embeddings; may be empty
 * @param classifier for the Kullback-Leibler divergence and accuracy
 * @param labels which classes of the classifier count as right
 * @param audioEncoder for the CLIP-score, together with the image encoder
 * @param imageEncoder of the audio encoder's space
 */
public record EvaluationNetworks(
    List<AudioEmbedder> embedders,
    AudioClassifier classifier,
    LabelMap labels,
    AudioEncoder audioEncoder,
    ImageEncoder imageEncoder) {

  /** Checks that the pair is whole and of one width. */
  public EvaluationNetworks {
    embedders = List.copyOf(embedders);
    if ((audioEncoder == null) != (imageEncoder == null)) {
      throw new IllegalArgumentException(
          "a CLIP-score needs an audio encoder and an image encoder, given only one");
    }
    if (audioEncoder != null && audioEncoder.width() != imageEncoder.width()) {
      throw new IllegalArgumentException(
          "audio encoder of width "
              + audioEncoder.width()
              + " and image encoder of width "
              + imageEncoder.width()
              + " are not of one space");
    }
    labels = labels == null ? LabelMap.identity() : labels;
  }

  /** Names and hashes for the protocol. */
  List<Network> identities() {
    List<Network> out = new ArrayList<>();
    for (AudioEmbedder embedder : embedders) {
      out.add(new Network("embedding", embedder.name(), embedder.sha256()));
    }
    if (classifier != null) {
      out.add(new Network("classifier", classifier.name(), classifier.sha256()));
    }
    if (audioEncoder != null) {
      out.add(new Network("audio encoder", audioEncoder.name(), audioEncoder.sha256()));
      out.add(new Network("image encoder", imageEncoder.name(), imageEncoder.sha256()));
    }
    return out;
  }
}
