package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.encoders.AudioClassifier;
import java.nio.file.Path;
import java.util.List;

/** A trained {@link SmallClassifier}. */
public final class SmallAudioClassifier implements AudioClassifier {
  private final NDManager manager = NDManager.newBaseManager();
  private final SmallClassifier network;
  private final List<String> labels;
  private final SmallLogMel frontEnd;
  private final String sha256;

  /**
   * Reads the weights; a file of another configuration is refused.
   *
   * @param labels names of the classes in the order of training
   */
  public SmallAudioClassifier(SmallClassifierConfig config, List<String> labels, Path weights) {
    this.labels = List.copyOf(labels);
    this.network =
        SmallModelFiles.load(
            weights, manager, values -> new SmallClassifier(values, config, labels.size()));
    this.frontEnd = new SmallLogMel(config.audio());
    this.sha256 = CheckpointFiles.sha256(weights);
  }

  @Override
  public String name() {
    return "small classifier";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String settings() {
    return Hashes.sha256(Json.line(network.config()));
  }

  @Override
  public int sampleRate() {
    return network.config().audio().sampleRate();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public float[][] logits(List<float[]> clips) {
    return ClipBatches.run(
        manager, frontEnd, clips, mels -> network.logits(network.features(mels)));
  }

  @Override
  public float[][] embeddings(List<float[]> clips) {
    return ClipBatches.run(manager, frontEnd, clips, network::features);
  }

  @Override
  public void close() {
    manager.close();
  }
}
