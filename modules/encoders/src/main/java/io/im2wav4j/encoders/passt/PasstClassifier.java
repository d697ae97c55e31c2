package io.im2wav4j.encoders.passt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.audioset.AudioSetLabels;
import io.im2wav4j.encoders.layer.Rows;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * PaSST-S with published weights: 527 AudioSet classes. Sounds are cut or padded with zeros to 10
 * s, the length it was trained on, as its published use in evaluation does.
 */
public final class PasstClassifier implements AudioClassifier {
  private static final int SECONDS = 10;

  /** Pictures that go through together: the attention of each takes 70 MB a layer. */
  private static final int BATCH = 4;

  private final NDManager manager = NDManager.newBaseManager();
  private final PasstFrontEnd frontEnd = new PasstFrontEnd();
  private final PasstNetwork network;
  private final List<String> labels;
  private final String sha256;

  PasstClassifier(String source, TensorFile tensors, PasstConfig config, String sha256) {
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
      this.network = new PasstNetwork(new ParameterFactory(manager, 0), config);
      Weights.load(network, source, tensors.names(), tensors::get);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Opens the published file or the same tensors as safetensors. */
  public static PasstClassifier open(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      PasstConfig config = PasstConfig.of(file.toString(), tensors);
      return new PasstClassifier(file.toString(), tensors, config, Hashes.sha256(file));
    }
  }

  @Override
  public String name() {
    return "PaSST";
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
    return run(clips, pictures -> network.logits(network.features(pictures)));
  }

  @Override
  public float[][] embeddings(List<float[]> clips) {
    return run(clips, network::features);
  }

  private float[][] run(List<float[]> clips, Function<NDArray, NDArray> function) {
    float[][] out = new float[clips.size()][];
    for (int from = 0; from < out.length; from += BATCH) {
      List<float[]> part = clips.subList(from, Math.min(out.length, from + BATCH));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        Rows.copy(function.apply(pictures(part)), out, from);
      }
    }
    return out;
  }

  private NDArray pictures(List<float[]> clips) {
    FloatBuffer values = null;
    int frames = 0;
    for (float[] clip : clips) {
      float[][] picture = frontEnd.apply(Arrays.copyOf(clip, SECONDS * sampleRate()));
      if (values == null) {
        frames = picture[0].length;
        values = FloatBuffer.allocate(clips.size() * PasstFrontEnd.BANDS * frames);
      }
      for (float[] band : picture) {
        values.put(band);
      }
    }
    return manager.create(values.flip(), new Shape(clips.size(), 1, PasstFrontEnd.BANDS, frames));
  }

  @Override
  public void close() {
    manager.close();
  }
}
