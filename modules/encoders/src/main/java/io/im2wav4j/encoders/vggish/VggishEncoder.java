package io.im2wav4j.encoders.vggish;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.AudioEmbedder;
import io.im2wav4j.encoders.layer.FloatRows;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * VGGish with published weights: the embedding of the published FAD. As the usual FAD packages do,
 * the last activation is left out and so is the post-processing, unless its file is given.
 */
public final class VggishEncoder implements AudioEmbedder {
  private static final int BATCH = 32;

  private final NDManager manager = NDManager.newBaseManager();
  private final VggishFrontEnd frontEnd = new VggishFrontEnd();
  private final VggishConfig config;
  private final VggishNetwork network;
  private final VggishPostProcessor postProcessor;
  private final String sha256;

  VggishEncoder(
      String source, TensorFile tensors, String sha256, VggishPostProcessor postProcessor) {
    this.sha256 = sha256;
    this.postProcessor = postProcessor;
    try {
      this.config = VggishConfig.of(source, tensors);
      this.network = new VggishNetwork(new ParameterFactory(manager, 0), config);
      List<String> own =
          tensors.names().stream().filter(n -> !n.startsWith(VggishPostProcessor.PREFIX)).toList();
      Weights.load(network, source, own, tensors::get);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Opens torchvggish's file or the same tensors as safetensors; without post-processing. */
  public static VggishEncoder open(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      return new VggishEncoder(file.toString(), tensors, TensorFile.sha256(file), null);
    }
  }

  /**
   * As the other, with the last activation and the post-processing of AudioSet's features.
   *
   * @param components torchvggish's {@code vggish_pca_params}; may be the weights' own file where
   *     that has {@code pproc.*}
   */
  public static VggishEncoder open(Path file, Path components) {
    try (TensorFile tensors = TensorFile.open(file)) {
      int width = VggishConfig.of(file.toString(), tensors).width();
      VggishPostProcessor post = VggishPostProcessor.open(components, width);
      String hashes = TensorFile.sha256(file) + TensorFile.sha256(components);
      return new VggishEncoder(file.toString(), tensors, Hashes.sha256(hashes), post);
    }
  }

  @Override
  public String name() {
    return postProcessor == null ? "VGGish" : "VGGish, post-processed";
  }

  /** SHA-256 of the weights; with post-processing of both files' hashes. */
  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int sampleRate() {
    return VggishFrontEnd.SAMPLE_RATE;
  }

  /** Length of a vector. */
  public int width() {
    return config.width();
  }

  /** The network, for tests. */
  VggishNetwork network() {
    return network;
  }

  /** The manager, for tests. */
  NDManager manager() {
    return manager;
  }

  /** The vectors of each clip, [examples][width], one for each whole 0.96 s and at least one. */
  @Override
  public List<float[][]> embed(List<float[]> clips) {
    List<float[][]> out = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    for (float[] clip : clips) {
      List<float[]> examples = frontEnd.examples(clip);
      float[][] rows = new float[examples.size()][];
      out.add(rows);
      for (int i = 0; i < rows.length; i++) {
        waiting.add(new Waiting(examples.get(i), rows, i));
        if (waiting.size() == BATCH) {
          run(waiting);
        }
      }
    }
    if (!waiting.isEmpty()) {
      run(waiting);
    }
    return out;
  }

  /** An example on its way to a batch, and where its vector goes. */
  private record Waiting(float[] example, float[][] rows, int index) {}

  /** Runs and removes all that wait. */
  private void run(List<Waiting> waiting) {
    float[][] rows = new float[waiting.size()][];
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray examples = batch(waiting.stream().map(Waiting::example).toList());
      FloatRows.copy(network.embedding(network.features(examples), postProcessor != null), rows, 0);
    }
    for (int i = 0; i < rows.length; i++) {
      Waiting next = waiting.get(i);
      next.rows[next.index] = postProcessor == null ? rows[i] : postProcessor.apply(rows[i]);
    }
    waiting.clear();
  }

  private NDArray batch(List<float[]> examples) {
    int size = VggishFrontEnd.FRAMES * VggishFrontEnd.BANDS;
    FloatBuffer values = FloatBuffer.allocate(examples.size() * size);
    examples.forEach(values::put);
    return manager.create(
        values.flip(), new Shape(examples.size(), 1, VggishFrontEnd.FRAMES, VggishFrontEnd.BANDS));
  }

  @Override
  public void close() {
    manager.close();
  }
}
