package io.im2wav4j.encoders.passt;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.audioset.AudioSetLabels;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * PaSST with published weights: 527 AudioSet classes. Unless asked otherwise, sounds are cut or
 * padded with zeros to 10 s.
 */
public final class PasstClassifier implements AudioClassifier {
  private static final int SECONDS = 10;

  /** What passt_hear21's wrapper puts before each name. */
  private static final String WRAPPED = "net.";

  private final NDManager manager = NDManager.newBaseManager();
  private final PasstConfig config;
  private final PasstLength length;
  private final PasstBatches batches;
  private final List<String> labels;
  private final String sha256;

  PasstClassifier(
      String source, TensorFile tensors, PasstConfig config, PasstLength length, String sha256) {
    this.config = config;
    this.length = length;
    this.sha256 = sha256;
    this.labels = AudioSetLabels.all();
    try {
      if (config.classes() != labels.size()) {
        throw new UserError(
            source,
            config.classes() + " classes",
            labels.size() + " as AudioSet has",
            "Give PaSST-S as trained on AudioSet");
      }
      PasstNetwork network = new PasstNetwork(new ParameterFactory(manager, 0), config);
      Weights.load(network, source, tensors.names(), tensors::get);
      this.batches = new PasstBatches(manager, network, config);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Opens the published file or the same tensors as safetensors; sounds become 10 s. */
  public static PasstClassifier open(Path file) {
    return open(file, PasstLength.TEN_SECONDS);
  }

  /** As the other, with the length that sounds are seen at. */
  public static PasstClassifier open(Path file, PasstLength length) {
    try (TensorFile tensors = TensorFile.open(file)) {
      TensorFile own = new PrefixedTensorFile(tensors, WRAPPED);
      PasstConfig config = PasstConfig.of(file.toString(), own);
      return new PasstClassifier(file.toString(), own, config, length, TensorFile.sha256(file));
    }
  }

  @Override
  public String name() {
    return length == PasstLength.TEN_SECONDS
        ? config.displayName()
        : config.displayName() + ", lengths as given";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int sampleRate() {
    return PasstFrontEnd.SAMPLE_RATE;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public float[][] logits(List<float[]> clips) {
    return outputs(clips).logits();
  }

  @Override
  public float[][] embeddings(List<float[]> clips) {
    return outputs(clips).features();
  }

  /**
   * Logits and features in one pass.
   *
   * @param clips as for {@link #logits}
   */
  public PasstOutput outputs(List<float[]> clips) {
    if (length == PasstLength.AS_GIVEN) {
      return batches.run(clips);
    }
    int samples = SECONDS * sampleRate();
    return batches.run(clips.stream().map(clip -> Arrays.copyOf(clip, samples)).toList());
  }

  @Override
  public void close() {
    manager.close();
  }
}
