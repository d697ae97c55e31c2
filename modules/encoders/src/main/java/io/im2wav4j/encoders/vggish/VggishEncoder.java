package io.im2wav4j.encoders.vggish;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.layer.Rows;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * VGGish with published weights: the embedding of the published FAD. As the usual FAD packages do,
 * the last activation is left out and so is the post-processing, unless its file is given. One
 * thread at a time.
 */
public final class VggishEncoder implements AutoCloseable {
  /** The post-processing's names in a state dict of the whole reference module; not needed here. */
  private static final String POST = "pproc.";

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
      List<String> own = tensors.names().stream().filter(n -> !n.startsWith(POST)).toList();
      Weights.load(network, source, own, tensors::get);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Opens torchvggish's file or the same tensors as safetensors; without post-processing. */
  public static VggishEncoder open(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      return new VggishEncoder(file.toString(), tensors, Hashes.sha256(file), null);
    }
  }

  /** As the other, with the last activation and the post-processing of AudioSet's features. */
  public static VggishEncoder open(Path file, Path components) {
    VggishPostProcessor post = VggishPostProcessor.open(components);
    try (TensorFile tensors = TensorFile.open(file)) {
      String hashes = Hashes.sha256(file) + Hashes.sha256(components);
      return new VggishEncoder(file.toString(), tensors, Hashes.sha256(hashes), post);
    }
  }

  /** What a report calls it. */
  public String name() {
    return postProcessor == null ? "VGGish" : "VGGish, post-processed";
  }

  /** SHA-256 of the weights; with post-processing of both files' hashes. */
  public String sha256() {
    return sha256;
  }

  /** Samples a second that {@link #embed} wants. */
  public int sampleRate() {
    return VggishFrontEnd.SAMPLE_RATE;
  }

  /** Length of a vector. */
  public int width() {
    return config.linear().get(config.linear().size() - 1);
  }

  /** The network, for tests. */
  VggishNetwork network() {
    return network;
  }

  /** The manager, for tests. */
  NDManager manager() {
    return manager;
  }

  /**
   * The vectors of each clip, [examples][width], one for each whole 0.96 s and at least one.
   *
   * @param clips mono samples in [-1, 1] at {@link #sampleRate()}, of any lengths
   */
  public List<float[][]> embed(List<float[]> clips) {
    List<float[]> examples = new ArrayList<>();
    int[] counts = new int[clips.size()];
    for (int i = 0; i < counts.length; i++) {
      List<float[]> own = frontEnd.examples(clips.get(i));
      counts[i] = own.size();
      examples.addAll(own);
    }
    float[][] rows = new float[examples.size()][];
    for (int from = 0; from < rows.length; from += BATCH) {
      List<float[]> part = examples.subList(from, Math.min(rows.length, from + BATCH));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray features = network.features(batch(part));
        Rows.copy(network.embedding(features, postProcessor != null), rows, from);
      }
    }
    List<float[][]> out = new ArrayList<>();
    int next = 0;
    for (int count : counts) {
      float[][] own = Arrays.copyOfRange(rows, next, next + count);
      if (postProcessor != null) {
        Arrays.setAll(own, i -> postProcessor.apply(own[i]));
      }
      out.add(own);
      next += count;
    }
    return out;
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
