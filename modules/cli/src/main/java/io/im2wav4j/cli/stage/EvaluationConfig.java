package io.im2wav4j.cli.stage;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import io.im2wav4j.evaluation.metrics.LabelMap;
import io.im2wav4j.evaluation.protocol.EvaluationSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A protocol as data: which networks judge, and how sounds come before them. A network is the name
 * of published weights ("vggish", "passt", "yamnet", "wav2clip", "clip-vit-b32"), such a name with
 * a file ("yamnet:some/yamnet.onnx"), or "small:RUN" for a run of this program. One left out leaves
 * out its metrics.
 *
 * @param embedding for the Frechet distance
 * @param classifier for the divergences and accuracy
 * @param audioEncoder for the CLIP-score
 * @param imageEncoder for the CLIP-score
 * @param labels table of labels, see {@link io.im2wav4j.evaluation.protocol.LabelTable}; without
 *     one, labels and classes have the same names
 * @param rule how the classifier's scores become an answer
 * @param sampleRate all sounds are brought to this rate first
 * @param clipSeconds all sounds are cut to this length
 * @param padding whether shorter sounds are padded to it with zeros
 * @param frameRate frames a second taken from a video
 * @param divergences forms of the Kullback-Leibler divergence
 * @param resamples bootstrap draws
 * @param frechetResamples bootstrap draws of the Frechet distance
 * @param level of the intervals
 * @param seed of the bootstrap
 * @param batch sounds that go through a network together; changes no value
 */
public record EvaluationConfig(
    Optional<String> embedding,
    Optional<String> classifier,
    Optional<String> audioEncoder,
    Optional<String> imageEncoder,
    Optional<Path> labels,
    @Default("top_class") LabelMap.Rule rule,
    @Default("16000") int sampleRate,
    double clipSeconds,
    @Default("true") boolean padding,
    @Default("4") double frameRate,
    @Default("[softmax, softmax_epsilon]") List<KullbackLeibler> divergences,
    @Default("2000") int resamples,
    @Default("100") int frechetResamples,
    @Default("0.95") double level,
    @Default("0") long seed,
    @Default("16") int batch) {

  /** Checks what the networks can't. */
  public EvaluationConfig {
    divergences = List.copyOf(divergences);
    if (audioEncoder.isPresent() != imageEncoder.isPresent()) {
      throw new IllegalArgumentException(
          "audioEncoder is "
              + audioEncoder.orElse("none")
              + " and imageEncoder is "
              + imageEncoder.orElse("none")
              + "; must be given both or neither");
    }
    if (frameRate <= 0) {
      throw new IllegalArgumentException("frameRate is " + frameRate + "; must be above 0");
    }
    settings(
        sampleRate,
        clipSeconds,
        padding,
        divergences,
        resamples,
        frechetResamples,
        level,
        seed,
        batch);
  }

  /** The judges trained by this program on its own data: runs 'classifier' and 'encoder'. */
  public static EvaluationConfig ownJudges(
      ModelsFolder models, double clipSeconds, double frameRate, long seed) {
    String classifier = "small:" + models.trained("classifier");
    String encoder = "small:" + models.trained("encoder");
    return new EvaluationConfig(
        Optional.of(classifier),
        Optional.of(classifier),
        Optional.of(encoder),
        Optional.of(encoder),
        Optional.empty(),
        LabelMap.Rule.TOP_CLASS,
        16_000,
        clipSeconds,
        true,
        frameRate,
        List.of(KullbackLeibler.SOFTMAX, KullbackLeibler.SOFTMAX_EPSILON),
        2_000,
        100,
        0.95,
        seed,
        16);
  }

  /** What the evaluator wants of it. */
  public EvaluationSettings settings() {
    return settings(
        sampleRate,
        clipSeconds,
        padding,
        divergences,
        resamples,
        frechetResamples,
        level,
        seed,
        batch);
  }

  private static EvaluationSettings settings(
      int sampleRate,
      double clipSeconds,
      boolean padding,
      List<KullbackLeibler> divergences,
      int resamples,
      int frechetResamples,
      double level,
      long seed,
      int batch) {
    return new EvaluationSettings(
        sampleRate,
        clipSeconds,
        padding,
        divergences,
        resamples,
        frechetResamples,
        level,
        seed,
        batch);
  }
}
