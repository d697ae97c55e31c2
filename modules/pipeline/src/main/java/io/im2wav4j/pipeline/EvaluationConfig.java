package io.im2wav4j.pipeline;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.core.config.Inlined;
import io.im2wav4j.evaluation.metrics.LabelMap;
import io.im2wav4j.evaluation.protocol.EvaluationSettings;
import io.im2wav4j.models.ModelKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protocol as data: which networks embed, classify and compare, and how sounds come to them. A
 * network is the name of published weights ("vggish", "passt", "yamnet", "wav2clip",
 * "clip-vit-b32"), such a name with a file ("yamnet:some/yamnet.onnx"), or "small:RUN" for a run of
 * this program. One left out leaves out its metrics.
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
 * @param settings how sounds are prepared and compared; its keys stand among these
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
    @Inlined EvaluationSettings settings) {
  /** What the names of runs of this program begin with. */
  static final String OWN = "small:";

  private static final String SHA256 = "[0-9a-f]{64}";

  /** Checks what the networks can't. */
  public EvaluationConfig {
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
    requireHashes(weights, itemList);
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

  /** The networks trained by this program on its own data: runs 'classifier' and 'encoder'. */
  public static EvaluationConfig ownNetworks(
      ModelsFolder models, double clipSeconds, double frameRate, long seed) {
    String classifier = OWN + models.trained(ModelKind.CLASSIFIER);
    String encoder = OWN + models.trained(ModelKind.ENCODER);
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
        EvaluationSettings.standard(clipSeconds, frameRate, seed));
  }
}
