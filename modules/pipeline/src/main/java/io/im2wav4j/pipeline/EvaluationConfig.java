package io.im2wav4j.pipeline;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import io.im2wav4j.evaluation.metrics.LabelMap;
import io.im2wav4j.evaluation.protocol.ChannelRule;
import io.im2wav4j.evaluation.protocol.EvaluationSettings;
import io.im2wav4j.evaluation.protocol.InfinitySettings;
import io.im2wav4j.evaluation.protocol.OnsetSettings;
import io.im2wav4j.models.ModelKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protocol as data: which networks judge, and how sounds come before them. A network is the name
 * of published weights ("vggish", "passt", "yamnet", "wav2clip", "clip-vit-b32"), such a name with
 * a file ("yamnet:some/yamnet.onnx"), or "small:RUN" for a run of this program. One left out leaves
 * out its metrics.
 *
 * @param embedding for the distances of embeddings
 * @param furtherEmbeddings the same distances once more on these networks' embeddings
 * @param classifier for the divergences and accuracy
 * @param audioEncoder for the CLIP-score
 * @param imageEncoder for the CLIP-score
 * @param labels table of labels, see {@link io.im2wav4j.evaluation.protocol.LabelTable}; without
 *     one, labels and classes have the same names
 * @param weights SHA-256 that the weights of networks must have, by the network's name as above; a
 *     network that is not named may have any
 * @param itemList SHA-256 that the item list must have, as results give it; absent: any
 * @param rule how the classifier's scores become an answer
 * @param sampleRate all sounds are brought to this rate first
 * @param channels how several channels become one
 * @param clipSeconds all sounds are cut to this length
 * @param padding whether shorter sounds are padded to it with zeros
 * @param frameRate frames a second taken from a video
 * @param divergences forms of the Kullback-Leibler divergence
 * @param resamples bootstrap draws
 * @param frechetResamples bootstrap draws of the Frechet distance
 * @param infinity how the Frechet distance is extrapolated
 * @param onsets how onsets are compared with events; absent: not at all
 * @param level of the intervals
 * @param seed of the bootstrap
 * @param batch sounds that go through a network together; changes no value
 */
public record EvaluationConfig(
    Optional<String> embedding,
    @Default("[]") List<String> furtherEmbeddings,
    Optional<String> classifier,
    Optional<String> audioEncoder,
    Optional<String> imageEncoder,
    Optional<Path> labels,
    @Default("{}") Map<String, String> weights,
    Optional<String> itemList,
    @Default("top_class") LabelMap.Rule rule,
    @Default("16000") int sampleRate,
    @Default("mean") ChannelRule channels,
    double clipSeconds,
    @Default("true") boolean padding,
    @Default("4") double frameRate,
    @Default("[softmax, softmax_epsilon]") List<KullbackLeibler> divergences,
    @Default("2000") int resamples,
    @Default("100") int frechetResamples,
    @Default("{}") InfinitySettings infinity,
    Optional<OnsetSettings> onsets,
    @Default("0.95") double level,
    @Default("0") long seed,
    @Default("16") int batch) {
  private static final String SHA256 = "[0-9a-f]{64}";

  /** Checks what the networks can't. */
  public EvaluationConfig {
    divergences = List.copyOf(divergences);
    furtherEmbeddings = List.copyOf(furtherEmbeddings);
    if (audioEncoder.isPresent() != imageEncoder.isPresent()) {
      throw new IllegalArgumentException(
          "audioEncoder is "
              + audioEncoder.orElse("none")
              + " and imageEncoder is "
              + imageEncoder.orElse("none")
              + "; must be given both or neither");
    }
    if (embedding.isEmpty() && !furtherEmbeddings.isEmpty()) {
      throw new IllegalArgumentException(
          "furtherEmbeddings is "
              + furtherEmbeddings
              + " without an embedding; must be further ones: name the first as 'embedding'");
    }
    if (frameRate <= 0) {
      throw new IllegalArgumentException("frameRate is " + frameRate + "; must be above 0");
    }
    requireHashes(weights, itemList);
    new EvaluationSettings(
        sampleRate,
        channels,
        clipSeconds,
        padding,
        divergences,
        resamples,
        frechetResamples,
        infinity,
        onsets.orElse(null),
        level,
        seed,
        batch);
  }

  private static void requireHashes(Map<String, String> weights, Optional<String> itemList) {
    weights.forEach(
        (name, hash) -> {
          if (!hash.matches(SHA256)) {
            throw new IllegalArgumentException(
                "weights of '"
                    + name
                    + "' is '"
                    + hash
                    + "'; must be a SHA-256, 64 digits of 0-9a-f");
          }
        });
    if (itemList.isPresent() && !itemList.get().matches(SHA256)) {
      throw new IllegalArgumentException(
          "itemList is '" + itemList.get() + "'; must be a SHA-256, 64 digits of 0-9a-f");
    }
  }

  /** All embeddings, the first foremost. */
  public List<String> embeddings() {
    List<String> all = new ArrayList<>();
    embedding.ifPresent(all::add);
    all.addAll(furtherEmbeddings);
    return all;
  }

  /** The judges trained by this program on its own data: runs 'classifier' and 'encoder'. */
  public static EvaluationConfig ownJudges(
      ModelsFolder models, double clipSeconds, double frameRate, long seed) {
    String classifier = "small:" + models.trained(ModelKind.CLASSIFIER);
    String encoder = "small:" + models.trained(ModelKind.ENCODER);
    return new EvaluationConfig(
        Optional.of(classifier),
        List.of(),
        Optional.of(classifier),
        Optional.of(encoder),
        Optional.of(encoder),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        LabelMap.Rule.TOP_CLASS,
        16_000,
        ChannelRule.MEAN,
        clipSeconds,
        true,
        frameRate,
        List.of(KullbackLeibler.SOFTMAX, KullbackLeibler.SOFTMAX_EPSILON),
        2_000,
        100,
        InfinitySettings.STANDARD,
        Optional.empty(),
        0.95,
        seed,
        16);
  }

  /** What the evaluator wants of it. */
  public EvaluationSettings settings() {
    return new EvaluationSettings(
        sampleRate,
        channels,
        clipSeconds,
        padding,
        divergences,
        resamples,
        frechetResamples,
        infinity,
        onsets.orElse(null),
        level,
        seed,
        batch);
  }
}
