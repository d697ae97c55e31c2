package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.encoders.layer.FloatRows;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** CLIP's image half with published weights. */
public final class ClipImageEncoder implements ImageEncoder {
  private static final String PREFIX = "visual.";
  private static final int BATCH = 32;

  private final NDManager manager = NDManager.newBaseManager();
  private final ClipConfig config;
  private final ClipImageTower tower;
  private final String sha256;

  private ClipImageEncoder(Path file, TensorFile tensors) {
    String source = file.toString();
    this.config = ClipConfig.of(source, tensors.names(), tensors::shape);
    this.tower = new ClipImageTower(new ParameterFactory(manager, 0), config);
    List<String> own =
        tensors.names().stream()
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length()))
            .toList();
    try {
      Weights.load(tower, source, own, name -> tensors.get(PREFIX + name));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
    this.sha256 = TensorFile.sha256(file);
  }

  /**
   * Opens weights: CLIP's state dict as safetensors, or OpenAI's TorchScript archive. The sizes are
   * taken from the tensors' shapes; the text half may be there or not.
   */
  public static ClipImageEncoder open(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      return new ClipImageEncoder(file, tensors);
    }
  }

  /** The network, for tests that feed it prepared pictures. */
  ClipImageTower tower() {
    return tower;
  }

  /** The sizes. */
  public ClipConfig config() {
    return config;
  }

  @Override
  public String name() {
    return config.displayName();
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int width() {
    return config.embeddingWidth();
  }

  @Override
  public Pixels square(BufferedImage image) {
    return ClipPreprocessing.of(config.imageSize()).square(image);
  }

  @Override
  public float[][] encodeSquares(List<Pixels> squares) {
    int size = config.imageSize();
    float[][] out = new float[squares.size()][];
    for (int from = 0; from < out.length; from += BATCH) {
      List<Pixels> part = squares.subList(from, Math.min(out.length, from + BATCH));
      FloatBuffer planes = FloatBuffer.wrap(ClipPreprocessing.of(size).values(part));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray x = manager.create(planes, new Shape(part.size(), 3, size, size));
        FloatRows.copy(tower.forward(x).normalize(2, 1), out, from);
      }
    }
    return out;
  }

  @Override
  public void close() {
    manager.close();
  }
}
